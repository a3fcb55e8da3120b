import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backtrackingSearch } from "./backtracking-search.ts";
import { interpolatedMinimum, type Line, type LineSearch, lineFrom, type Trial } from "./line-search.ts";
import { zoomSearch } from "./zoom-search.ts";

/** A function of one number and its derivative. */
type Curve = (x: number) => readonly [value: number, slope: number];

function lineOf(curve: Curve, noise = 0): Line {
  const [value, slope] = curve(0);
  const point = { x: Float64Array.of(0), value, gradient: Float64Array.of(slope) };
  return lineFrom(point, Float64Array.of(-Math.sign(slope)), { noise, shortestStep: 0, isAborted: () => false });
}

function run(search: LineSearch, curve: Curve, firstStep: number, line = lineOf(curve)) {
  const steps = search(line, firstStep);
  let evaluations = 0;
  let asked = steps.next();
  while (!asked.done) {
    evaluations++;
    const [value, slope] = curve(asked.value[0]!);
    asked = steps.next({ value, gradient: Float64Array.of(slope) });
  }
  return { trial: asked.value, evaluations, line };
}

/** Waves on a bowl: many local minima, bounded below, and as steep as you like. */
const curves: fc.Arbitrary<Curve> = fc
  .record({
    centre: fc.double({ min: -100, max: 100, noNaN: true }),
    scale: fc.double({ min: -6, max: 6, noNaN: true }),
    amplitude: fc.double({ min: 0, max: 3, noNaN: true }),
    frequency: fc.double({ min: 0.01, max: 20, noNaN: true }),
    phase: fc.double({ min: 0, max: 6, noNaN: true }),
    quartic: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ centre, scale, amplitude, frequency, phase, quartic }) => (x) => {
    const u = x - centre;
    const s = 10 ** scale;
    return [
      s * (u * u + quartic * u ** 4 + amplitude * Math.sin(frequency * u + phase)),
      s * (2 * u + 4 * quartic * u ** 3 + amplitude * frequency * Math.cos(frequency * u + phase)),
    ];
  });
const firstSteps = fc.double({ min: -4, max: 4, noNaN: true }).map((power) => 10 ** power);
const isSloped = (curve: Curve): boolean => Math.abs(curve(0)[1]) > 1e-9;

describe.each([0.9, 0.5, 0.1, 0.01])("zoom with curvature %s", (curvature) => {
  test("finds a point with the strong Wolfe conditions on curves of any form", () => {
    fc.assert(
      fc.property(curves.filter(isSloped), firstSteps, (curve, firstStep) => {
        const { trial, line } = run(zoomSearch(curvature), curve, firstStep);
        expect(trial).toBeDefined();
        const { step, value, slope } = trial!;
        const { from } = line;
        expect(step).toBeGreaterThan(0);
        // NW eq. 3.7; the values of steep curves have few digits left near the start
        const rounding = 1e-13 * Math.max(Math.abs(from.value), Math.abs(value));
        expect(value).toBeLessThanOrEqual(from.value + 1e-4 * step * from.slope + rounding);
        expect(Math.abs(slope)).toBeLessThanOrEqual(curvature * Math.abs(from.slope));
        // the trial is where it says
        const [expectedValue, expectedSlope] = curve(-Math.sign(curve(0)[1]) * step);
        expect(value).toBe(expectedValue);
        expect(Math.abs(slope)).toBe(Math.abs(expectedSlope));
      }),
      { numRuns: 500, seed: 1 },
    );
  });
});

test("backtracking finds a sufficient decrease, no farther than the first step", () => {
  fc.assert(
    fc.property(curves.filter(isSloped), firstSteps, (curve, firstStep) => {
      const { trial, line } = run(backtrackingSearch, curve, firstStep);
      const { step, value } = trial!;
      expect(step).toBeLessThanOrEqual(firstStep);
      expect(value).toBeLessThanOrEqual(line.from.value + 1e-4 * step * line.from.slope);
    }),
    { numRuns: 500, seed: 2 },
  );
});

test("a parabola takes two trials: the second is its minimum", () => {
  const parabola: Curve = (x) => [3 * (x - 7) ** 2, 6 * (x - 7)];
  for (const firstStep of [1, 10, 30]) {
    const { trial, evaluations } = run(zoomSearch(0.1), parabola, firstStep);
    expect(evaluations).toBe(2);
    expect(trial!.step).toBeCloseTo(7, 12);
  }
  expect(run(backtrackingSearch, parabola, 28)).toMatchObject({ evaluations: 2, trial: { step: 7 } });
});

test("far too short and far too long first steps cost few trials", () => {
  const quartic: Curve = (x) => [(x - 1000) ** 4, 4 * (x - 1000) ** 3];
  for (const firstStep of [1e-6, 1e-3, 1, 1e3, 1e6, 1e9])
    expect(run(zoomSearch(0.9), quartic, firstStep).evaluations).toBeLessThanOrEqual(20);
});

test("where the function has no value the step is halved until it has one", () => {
  for (const outside of [Number.NaN, Infinity, -Infinity]) {
    const walled: Curve = (x) => (x < 1 ? [(x - 0.5) ** 2, 2 * (x - 0.5)] : [outside, Number.NaN]);
    for (const search of [zoomSearch(0.1), backtrackingSearch]) {
      const { trial } = run(search, walled, 1000);
      expect(trial!.step).toBeLessThan(1);
      expect(trial!.step).toBeGreaterThan(0);
    }
  }
});

test("a slope that is NaN is no place to stop, however low the value is", () => {
  const broken: Curve = (x) => [-x, x < 1 ? -1 + 0.9 * x : Number.NaN];
  for (const search of [zoomSearch(0.5), backtrackingSearch]) {
    const { trial } = run(search, broken, 100);
    expect(trial!.step).toBeLessThan(1);
    expect(trial!.slope).toBeLessThan(0);
  }
});

test("a trial above the one before it ends the growth, even where the line leads down again", () => {
  // down to 1.5, a jump up, and down for ever, with slopes that are never flat
  const jump: Curve = (x) => [x < 1.5 ? -5 * x : -4 - 0.001 * x, -5];
  const { trial } = run(zoomSearch(0.5), jump, 1);
  expect(trial!.step).toBeGreaterThanOrEqual(1);
  expect(trial!.step).toBeLessThanOrEqual(1.5);
});

test("where the values are lost in rounding the slopes decide", () => {
  // every value but the first is one rounding too high, and the decrease of 5e-11 is not seen beside 1e6
  const best = 1e-5;
  const hidden: Curve = (x) => [1e6 + (x - best) ** 2 / 2 + (x === 0 ? 0 : 1e-10), x - best];
  expect(hidden(best)[0]).toBeGreaterThan(hidden(0)[0]);
  for (const firstStep of [best / 8, best, 1.9 * best, 50 * best]) {
    const { trial } = run(zoomSearch(0.1), hidden, firstStep, lineOf(hidden, 1e-9));
    expect(Math.abs(trial!.slope)).toBeLessThanOrEqual(0.1 * best);
  }
  // without an allowance for noise there is no decrease
  expect(run(zoomSearch(0.1), hidden, best).trial).toBeUndefined();
});

test("a line that only rises, or is aborted, ends with nothing", () => {
  const liar: Curve = (x) => [x, -1];
  for (const search of [zoomSearch(0.9), backtrackingSearch]) {
    expect(run(search, liar, 1)).toMatchObject({ trial: undefined, evaluations: 60 });
    const shortest = run(search, liar, 1, { ...lineOf(liar), shortestStep: 1e-3 });
    expect(shortest.trial).toBeUndefined();
    expect(shortest.evaluations).toBeLessThan(16);
    expect(run(search, liar, 1, { ...lineOf(liar), isAborted: () => true })).toMatchObject({ evaluations: 0 });
  }
});

test("the minimum of a cubic is exact, from either side, and NaN where there is none", () => {
  const cubic: Curve = (x) => [x ** 3 - 3 * x, 3 * x * x - 3]; // minimum at 1, maximum at -1
  const at = (step: number): Trial => {
    const [value, slope] = cubic(step);
    return { x: Float64Array.of(step), gradient: Float64Array.of(slope), step, value, slope };
  };
  const line = lineOf(cubic);
  for (const [a, b] of [
    [0, 3],
    [3, 0],
    [0.5, 0.9],
    [-0.5, 40],
  ] as const)
    expect(interpolatedMinimum(line, at(a), at(b))).toBeCloseTo(1, 12);
  const rising: Curve = (x) => [x ** 3 + x, 3 * x * x + 1];
  const [a, b] = [0, 1].map((step) => ({ ...at(step), value: rising(step)[0], slope: rising(step)[1] }));
  expect(interpolatedMinimum(line, a!, b!)).toBeNaN();
  // values that are equal but for noise: where the line through the slopes -3 and 24 is 0
  expect(interpolatedMinimum({ ...line, noise: 100 }, at(0), at(3))).toBeCloseTo(1 / 3, 14);
});
