import type { Program } from "./implementation.ts";
import { median } from "./median.ts";

/** The first run in a process, in milliseconds of a clock and of all processors. */
export interface FirstCall {
  readonly milliseconds: number;
  readonly processor: number;
  /** The same without a run that is warm: what tracing and compiling take. */
  readonly beyondWarm: number;
  readonly processorBeyondWarm: number;
}

/** Runs that make the others warm, and those that count as warm. */
const WARMING = 4;
const WARM = 5;

/** Runs a program for the first time, and then until it is warm. */
export async function firstCall(program: Program): Promise<FirstCall> {
  program.restart();
  const first = await timesOf(program);
  const later: Times[] = [];
  for (let i = 0; i < WARMING + WARM; i++) later.push(await timesOf(program));
  const warm = later.slice(WARMING);
  return {
    ...first,
    beyondWarm: first.milliseconds - median(warm.map(({ milliseconds }) => milliseconds)),
    processorBeyondWarm: first.processor - median(warm.map(({ processor }) => processor)),
  };
}

type Times = Pick<FirstCall, "milliseconds" | "processor">;

async function timesOf(program: Program): Promise<Times> {
  const usage = process.cpuUsage();
  const begin = performance.now();
  await program.run();
  await program.finish?.();
  const milliseconds = performance.now() - begin;
  const { user, system } = process.cpuUsage(usage);
  return { milliseconds, processor: (user + system) / 1000 };
}
