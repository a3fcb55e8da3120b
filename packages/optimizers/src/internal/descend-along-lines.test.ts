import { expect, test } from "vitest";
import { descendAlongLines } from "./descend-along-lines.ts";
import type { Directions } from "./directions.ts";
import type { Asking } from "./line-search.ts";
import { opposite } from "./vectors.ts";
import { zoomSearch } from "./zoom-search.ts";

/** Runs it on 1/2 x^2. */
function run<T>(steps: Asking<T>): T {
  let asked = steps.next();
  while (!asked.done) {
    const x = asked.value[0]!;
    asked = steps.next({ value: (x * x) / 2, gradient: Float64Array.of(x) });
  }
  return asked.value;
}

/** Directions that are right only once they have forgotten. */
function mistaken(wrong: (gradient: Float64Array) => Float64Array): { directions: Directions; calls: string[] } {
  let isMistaken = false;
  const calls: string[] = [];
  return {
    calls,
    directions: {
      propose: ({ gradient }) => {
        calls.push("propose");
        return { direction: isMistaken ? wrong(gradient) : opposite(gradient), firstStep: 0.5 };
      },
      learn: () => {
        calls.push("learn");
        isMistaken = true;
      },
      forget: () => {
        calls.push("forget");
        const had = isMistaken;
        isMistaken = false;
        return had;
      },
    },
  };
}

const settings = {
  search: zoomSearch(0.6),
  rounding: 2 ** -52,
  gradientTolerance: 1e-3,
  valueTolerance: 0,
  stepTolerance: 0,
  maxIterations: 100,
  isAborted: () => false,
  onStep: () => undefined,
};

test.each<[string, (gradient: Float64Array) => Float64Array]>([
  ["leads up", (gradient) => gradient.slice()],
  ["leads nowhere", (gradient) => gradient.map(() => 0)],
  ["is NaN", (gradient) => gradient.map(() => Number.NaN)],
])("a direction that %s is forgotten, and the steepest one tried", (_, wrong) => {
  const { directions, calls } = mistaken(wrong);
  const [standing, reason] = run(descendAlongLines(Float64Array.of(8), { ...settings, directions }));
  expect(reason).toBe("gradient");
  // each step halves x: 8 / 2^13 is below 1e-3
  expect(standing.iterations).toBe(13);
  expect(calls.slice(0, 6)).toEqual(["propose", "learn", "propose", "forget", "propose", "learn"]);
});

test("without anything to forget it stalls", () => {
  const { directions } = mistaken(opposite);
  const propose: Directions["propose"] = ({ gradient }) => ({ direction: gradient.slice(), firstStep: 1 });
  const [standing, reason] = run(
    descendAlongLines(Float64Array.of(8), { ...settings, directions: { ...directions, propose } }),
  );
  expect([standing.iterations, reason]).toEqual([0, "stalled"]);
});
