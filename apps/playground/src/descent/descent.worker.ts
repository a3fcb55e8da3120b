import type { Expression } from "../formula/expression.ts";
import { FormulaError } from "../formula/formula-error.ts";
import { parseFormula } from "../formula/parse-formula.ts";
import { computeLandscape } from "./compute-landscape.ts";
import { type Course, descend } from "./descend.ts";
import type { RunSettings } from "./descent-settings.ts";
import { makeSchedule } from "./make-schedule.ts";
import type { DescentReply, DescentRequest } from "./messages.ts";

type Descend = Extract<DescentRequest, { kind: "descend" }>;

/** Milliseconds between two looks at what the page wants now: short at first, so that something moves at once. */
const SLICES = [8, 16, 32, 64];

let current = 0;
const isReplaced = (id: number): boolean => current !== id;

addEventListener("message", ({ data }: MessageEvent<DescentRequest>) => {
  try {
    if (data.kind === "landscape") {
      const landscape = computeLandscape(data.formula, data.x, data.y);
      reply({ kind: "landscape", id: data.id, landscape });
    } else {
      current = data.id;
      // what goes wrong on the way is an error of the worker, which the page hears of
      walk(parseFormula(data.formula), data).catch(reportError);
    }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error;
    reply({ kind: "problem", id: data.id, problem: error.problem });
  }
});

const reply = (message: DescentReply, transfer: Transferable[] = []): void => postMessage(message, { transfer });

/** All runs abreast, step by step, until they are done or the page asks for others. */
async function walk(expression: Expression, { id, start, runs, noise, seed, steps }: Descend): Promise<void> {
  const course: Course = { expression, start, noise, seed, steps };
  reply({ kind: "rates", id, rates: runs.map((run) => ratesOf(run, steps)) });
  const walkers = runs.map((run) => descend(course, run));
  for (let from = 0, slice = 0; from <= steps; slice++) {
    if (isReplaced(id)) return;
    from += takeSteps(id, walkers, { from, steps, milliseconds: SLICES[slice] ?? SLICES.at(-1)! });
    await new Promise((resolve) => setTimeout(resolve));
  }
}

interface Portion {
  readonly from: number;
  readonly steps: number;
  readonly milliseconds: number;
}

/** As many steps as fit into a slice of time; their number. */
function takeSteps(
  id: number,
  walkers: readonly ReturnType<typeof descend>[],
  { from, steps, milliseconds }: Portion,
): number {
  const until = performance.now() + milliseconds;
  const columns: Float64Array[] = [];
  do columns.push(stepOf(id, walkers, from + columns.length));
  while (from + columns.length <= steps && performance.now() < until);
  const count = columns.length;
  const points = new Float64Array(walkers.length * count * 2);
  const losses = new Float64Array(walkers.length * count);
  for (let run = 0; run < walkers.length; run++)
    columns.forEach((column, step) => {
      points.set(column.subarray(3 * run, 3 * run + 2), 2 * (run * count + step));
      losses[run * count + step] = column[3 * run + 2]!;
    });
  reply({ kind: "steps", id, from, count, points, losses }, [points.buffer, losses.buffer]);
  return count;
}

/** [run, (x, y, loss)] after one more step; NaN for runs that have ended. */
function stepOf(id: number, walkers: readonly ReturnType<typeof descend>[], step: number): Float64Array {
  const column = new Float64Array(3 * walkers.length).fill(Number.NaN);
  walkers.forEach((walker, run) => {
    const { value, done } = walker.next();
    if (done) return;
    if ("failure" in value) reply({ kind: "failed", id, run, step, message: value.failure });
    else column.set([value.x, value.y, value.loss], 3 * run);
  });
  return column;
}

function ratesOf({ options, schedule }: RunSettings, steps: number): Float64Array | undefined {
  const rate = options["learningRate"];
  if (typeof rate !== "number" || !(rate >= 0)) return undefined;
  try {
    const rateAt = makeSchedule(schedule, rate, steps);
    return Float64Array.from({ length: steps + 1 }, (_, step) => rateAt(step));
  } catch {
    return undefined; // the optimizer refuses the same settings, and says so
  }
}
