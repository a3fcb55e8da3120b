import { type FirstCall, firstCall } from "./first-call.ts";
import type { Implementation, Program } from "./implementation.ts";
import { LackingError } from "./implementation.ts";
import type { Workload } from "./workload.ts";

/** What is asked of the process of an implementation. */
export type Request =
  | { readonly check: string; readonly steps: number }
  | { readonly firstCall: string }
  | { readonly sample: number };

/** What came of the first runs. */
export interface Checked {
  /** The output of a function, the parameters after some updates, or the losses of the first steps of training. */
  readonly values: Float32Array;
  /** What the last run took. */
  readonly milliseconds: number;
}

export type Reply =
  | Checked
  | FirstCall
  | { readonly mean: number }
  | { readonly lacking: string }
  | { readonly failure: string };

/** Answers requests for an implementation. */
export function answering(
  implementation: Implementation,
  workloads: readonly Workload[],
): (request: Request) => Promise<Reply> {
  let program: Program;
  return async (request) => {
    try {
      if ("sample" in request) return { mean: await timeOf(program, request.sample) };
      const wanted = "check" in request ? request.check : request.firstCall;
      const workload = workloads.find(({ name }) => name === wanted)!;
      program = await implementation.prepare(workload);
      return "check" in request ? await check(program, workload.kind, request.steps) : await firstCall(program);
    } catch (error) {
      if (error instanceof LackingError) return { lacking: error.message };
      return { failure: error instanceof Error ? error.message : String(error) };
    }
  };
}

/** Answers requests of the process that started this one, until it goes away. */
export function serve(implementation: Implementation, workloads: readonly Workload[]): void {
  const answer = answering(implementation, workloads);
  process.on("message", (request: Request) => void answer(request).then((reply) => process.send?.(reply)));
  process.on("disconnect", () => process.exit());
}

/** Runs the first steps from the start, all of which leave their mark in the values. */
export async function check(program: Program, kind: Workload["kind"], steps: number): Promise<Checked> {
  program.restart();
  const losses: number[] = [];
  let milliseconds = 0;
  for (let step = 0; step < (kind === "function" ? 1 : steps); step++) {
    const begin = performance.now();
    await program.run();
    await program.finish?.();
    milliseconds = performance.now() - begin;
    if (kind === "training") losses.push((await program.result())[0]!);
  }
  return { values: kind === "training" ? Float32Array.from(losses) : await program.result(), milliseconds };
}

/** Milliseconds a run, the mean of several, after a first one from the start that brings the values to where they are used. */
export async function timeOf(program: Program, runs: number): Promise<number> {
  program.restart();
  await program.run();
  await program.finish?.();
  const begin = performance.now();
  for (let i = 0; i < runs; i++) {
    const pending = program.run();
    if (pending) await pending; // an await of nothing would cost the fast ones
  }
  await program.finish?.();
  return (performance.now() - begin) / runs;
}
