import { fork } from "node:child_process";
import { once } from "node:events";
import type { FirstCall } from "./first-call.ts";
import { LackingError } from "./implementation.ts";
import type { Checked, Reply, Request } from "./serve.ts";

/** An implementation that is measured on one workload. */
export interface Contestant {
  readonly name: string;
  /**
   * What it computes in so many steps, to be compared with the others.
   * @throws LackingError when it cannot compute this; Error when it fails.
   */
  check(steps: number): Promise<Checked>;
  /** Milliseconds a run, the mean of so many in a row. */
  sample(runs: number): Promise<number>;
  stop(): void;
  /** What else is known of each sample, by what it is. */
  readonly measures?: Readonly<Record<string, readonly number[]>>;
}

/** The same, but each sample is the first run in a new process: what a first call takes, compiling included. */
export function startAnew(name: string, program: string, workload: string): Contestant {
  const { check, stop } = startContestant(name, program, workload);
  const measures = {
    "beyond a warm run": [] as number[],
    processors: [] as number[],
    "beyond, processors": [] as number[],
  };
  const sample = async (): Promise<number> => {
    const fresh = startContestant(name, program, workload);
    try {
      const { milliseconds, processor, beyondWarm, processorBeyondWarm } = await fresh.firstCall();
      measures["beyond a warm run"].push(beyondWarm);
      measures.processors.push(processor);
      measures["beyond, processors"].push(processorBeyondWarm);
      return milliseconds;
    } finally {
      fresh.stop();
    }
  };
  return { name, check, sample, stop, measures };
}

interface StartedContestant extends Contestant {
  firstCall(): Promise<FirstCall>;
}

/**
 * An implementation in a process of its own, so that none pays for what another one left in memory or in the compiler.
 * `program` is what `bundle` wrote.
 */
export function startContestant(name: string, program: string, workload: string): StartedContestant {
  // what a library prints must not come between the results
  const child = fork(program, { execArgv: [], serialization: "advanced", stdio: ["ignore", 2, "inherit", "ipc"] });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => reject(new Error(`its process ended with ${signal ?? `exit code ${code}`}`)));
  });
  ended.catch(() => {}); // heard by whoever asks next
  const ask = async (request: Request): Promise<Reply> => {
    child.send(request);
    const [reply] = (await Promise.race([once(child, "message"), ended])) as [Reply]; // `serve` sends nothing else
    if ("lacking" in reply) throw new LackingError(reply.lacking);
    if ("failure" in reply) throw new Error(reply.failure);
    return reply;
  };
  return {
    name,
    check: async (steps) => (await ask({ check: workload, steps })) as Checked, // the answer to this request
    firstCall: async () => (await ask({ firstCall: workload })) as FirstCall, // likewise
    sample: async (runs) => ((await ask({ sample: runs })) as { mean: number }).mean, // likewise
    stop: () => child.kill(),
  };
}
