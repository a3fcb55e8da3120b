import type { Contestant } from "./contestant.ts";

/** How long is measured, in milliseconds. */
export interface Effort {
  /** First steps of what has steps, whose values are compared. */
  readonly steps: number;
  /** Of runs that do not count, for each contestant. */
  readonly warmUp: number;
  /** A sample is as many runs as fill this time. */
  readonly sample: number;
  /** Samples of each, whatever they take. */
  readonly fewest: number;
  readonly most: number;
  /** Of all samples together; each contestant has the same part of it. */
  readonly budget: number;
}

export const thorough: Effort = { steps: 3, warmUp: 300, sample: 40, fewest: 3, most: 31, budget: 6000 };
export const quick: Effort = { steps: 2, warmUp: 40, sample: 10, fewest: 1, most: 9, budget: 500 };

/** Of the first calls alone: nothing is warm, and a sample is one run. */
export const firstCalls = ({ steps, fewest, most, budget }: Effort): Effort => ({
  steps,
  warmUp: 0,
  sample: 0,
  fewest: Math.max(fewest, 5),
  most,
  budget,
});

const MOST_RUNS = 10_000;
const LEAST = 1e-6; // milliseconds: a clock may stand still

export interface CheckedContestant {
  readonly contestant: Contestant;
  /** What its last run took; nothing is known of the runs before. */
  readonly milliseconds: number;
}

interface Turn {
  readonly contestant: Contestant;
  readonly samples: number[];
  /** Runs that make a sample. */
  runs: number;
  /** On samples. */
  spent: number;
  failure: Error | undefined;
}

/**
 * Milliseconds a run, one number a sample, of each contestant, or why it failed. They take turns, A B C A B C, so that what
 * disturbs the machine disturbs all of them; one that has spent its part of the budget drops out.
 */
export async function measure(
  contestants: readonly CheckedContestant[],
  effort: Effort,
): Promise<(readonly number[] | Error)[]> {
  const turns: Turn[] = [];
  for (const { contestant, milliseconds } of contestants) {
    const turn: Turn = { contestant, samples: [], runs: runsOf(milliseconds, effort), spent: 0, failure: undefined };
    await unlessItFails(turn, () => warmUp(turn, milliseconds, effort));
    turns.push(turn);
  }
  const part = effort.budget / contestants.length;
  for (let round = 0; round < effort.most; round++)
    for (const turn of turns)
      if (round < effort.fewest || turn.spent < part) await unlessItFails(turn, () => takeSample(turn));
  return turns.map(({ failure, samples }) => failure ?? samples);
}

async function unlessItFails(turn: Turn, work: () => Promise<void>): Promise<void> {
  if (turn.failure) return;
  try {
    await work();
  } catch (error) {
    turn.failure = error instanceof Error ? error : new Error(String(error));
  }
}

/** Runs until it is warm, which shows better how many runs make a sample. */
async function warmUp(turn: Turn, before: number, effort: Effort): Promise<void> {
  for (let spent = before; spent < effort.warmUp; ) {
    const milliseconds = await turn.contestant.sample(turn.runs);
    spent += Math.max(milliseconds, LEAST) * turn.runs;
    turn.runs = runsOf(milliseconds, effort);
  }
}

const runsOf = (milliseconds: number, effort: Effort): number =>
  Math.min(MOST_RUNS, Math.max(1, Math.round(effort.sample / Math.max(milliseconds, LEAST))));

async function takeSample(turn: Turn): Promise<void> {
  const milliseconds = await turn.contestant.sample(turn.runs);
  turn.samples.push(milliseconds);
  turn.spent += milliseconds * turn.runs;
}
