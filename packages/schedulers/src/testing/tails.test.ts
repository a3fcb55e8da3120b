import { describe, expect, test } from "vitest";
import {
  clampRate,
  constant,
  cosineDecay,
  cosineRestarts,
  exponentialDecay,
  exponentialRange,
  inverseSquareRoot,
  inverseTimeDecay,
  join,
  linearDecay,
  noam,
  oneCycle,
  piecewiseConstant,
  polynomialDecay,
  product,
  rex,
  robbinsMonro,
  type Schedule,
  satisfiesRobbinsMonro,
  scale,
  stepDecay,
  sum,
  type Tail,
  triangular,
  triangular2,
  warmup,
  warmupStableDecay,
} from "../index.ts";

const slow = robbinsMonro({ initial: 0.1, power: 0.6, offset: 3 });
const fast = inverseTimeDecay({ initial: 0.1, decayRate: 0.2 });
const root = inverseSquareRoot({ initial: 0.1, holdSteps: 10 });
const geometric = exponentialDecay({ initial: 0.5, decayRate: 0.98 });
const swing = cosineRestarts({ initial: 0.1, period: 25 });
const level = constant(0.03);
const ended = linearDecay({ initial: 0.1, final: 0, decaySteps: 50 });
const growing: Schedule = Object.assign((step: number) => step ** 0.5, {
  tail: { kind: "power", exponent: -0.5 } as const,
});

const declared = (expected: Tail["kind"] | number): object =>
  typeof expected === "string" ? { kind: expected } : power(expect.closeTo(expected, 12));

const bare: Schedule = (step) => 1 / (1 + step);

const power = (exponent: number): Tail => ({ kind: "power", exponent });

/** What each schedule is expected to declare; the test below then measures whether its rates do that. */
const cases: readonly (readonly [name: string, schedule: Schedule, tail: Tail["kind"] | number])[] = [
  ["constant", level, "constant"],
  ["constant at 0", constant(0), "zero"],
  ["linearDecay", linearDecay({ initial: 0.1, decaySteps: 50 }), "constant"],
  ["linearDecay to 0", ended, "zero"],
  ["robbinsMonro of power 0.51", robbinsMonro({ initial: 0.1, power: 0.51 }), 0.51],
  ["robbinsMonro of power 0.6", slow, 0.6],
  ["robbinsMonro of power 1", robbinsMonro({ initial: 0.1 }), 1],
  ["inverseTimeDecay", fast, 1],
  [
    "inverseTimeDecay in jumps",
    inverseTimeDecay({ initial: 1, decayRate: 0.5, transitionSteps: 7, staircase: true }),
    1,
  ],
  ["inverseSquareRoot", root, 0.5],
  ["noam", noam({ modelSize: 64, warmupSteps: 20 }), 0.5],
  ["exponentialDecay", geometric, "geometric"],
  ["exponentialDecay that keeps all", exponentialDecay({ initial: 0.1, decayRate: 1 }), "constant"],
  ["stepDecay", stepDecay({ initial: 0.1, decayRate: 0.5, stepSize: 20 }), "geometric"],
  ["stepDecay that keeps all", stepDecay({ initial: 0.1, decayRate: 1, stepSize: 20 }), "constant"],
  ["polynomialDecay", polynomialDecay({ initial: 0.1, decaySteps: 50, power: 2 }), "zero"],
  ["polynomialDecay to 0.01", polynomialDecay({ initial: 0.1, final: 0.01, decaySteps: 50 }), "constant"],
  ["cosineDecay", cosineDecay({ initial: 0.1, decaySteps: 50 }), "zero"],
  ["cosineDecay to 0.01", cosineDecay({ initial: 0.1, final: 0.01, decaySteps: 50 }), "constant"],
  ["rex", rex({ initial: 0.1, decaySteps: 50 }), "zero"],
  ["rex to 0.01", rex({ initial: 0.1, final: 0.01, decaySteps: 50 }), "constant"],
  ["oneCycle", oneCycle({ peak: 0.1, totalSteps: 50 }), "constant"],
  ["warmupStableDecay", warmupStableDecay({ peak: 0.1, warmupSteps: 5, stableSteps: 9, decaySteps: 5 }), "zero"],
  [
    "warmupStableDecay to 0.01",
    warmupStableDecay({ peak: 0.1, final: 0.01, warmupSteps: 5, stableSteps: 9, decaySteps: 5 }),
    "constant",
  ],
  ["piecewiseConstant", piecewiseConstant({ boundaries: [9], values: [0, 0.1] }), "constant"],
  ["piecewiseConstant to 0", piecewiseConstant({ boundaries: [9], values: [0.1, 0] }), "zero"],
  ["cosineRestarts", swing, "periodic"],
  ["cosineRestarts of growing periods", cosineRestarts({ initial: 0.1, period: 10, periodMultiplier: 2 }), "periodic"],
  ["triangular", triangular({ low: 0, high: 0.1, halfCycle: 7 }), "periodic"],
  ["triangular2", triangular2({ low: 0.01, high: 0.1, halfCycle: 7 }), "constant"],
  ["triangular2 from 0", triangular2({ low: 0, high: 0.1, halfCycle: 7 }), "geometric"],
  ["exponentialRange", exponentialRange({ low: 0.01, high: 0.1, halfCycle: 7, decayRate: 0.99 }), "constant"],
  ["exponentialRange from 0", exponentialRange({ low: 0, high: 0.1, halfCycle: 7, decayRate: 0.98 }), "geometric"],
  ["exponentialRange that keeps all", exponentialRange({ low: 0, high: 0.1, halfCycle: 7, decayRate: 1 }), "periodic"],

  ["warmup", warmup(slow, 100), 0.6],
  ["join", join([level, swing, fast], [10, 90]), 1],
  ["scale", scale(slow, 3), 0.6],
  ["scale by 0", scale(slow, 0), "zero"],
  ["scale by 0 of a bare function", scale((step) => step, 0), "zero"],
  ["scale by -1 of zero", scale(ended, -1), "zero"],

  ["sum of powers", sum(fast, slow, root), 0.5],
  ["sum with geometric", sum(geometric, fast), 1],
  ["sum with zero", sum(ended, fast), 1],
  ["sum of zeros", sum(ended, ended), "zero"],
  ["sum of geometric and zero", sum(ended, geometric), "geometric"],
  ["sum with constant", sum(fast, level), "constant"],
  ["sum with periodic", sum(fast, swing), "periodic"],
  ["sum of periodic and constant", sum(swing, level), "periodic"],
  ["sum of constant and periodic", sum(level, swing), "periodic"],
  ["sum with a growing power", sum(swing, growing), -0.5],

  ["product of powers", product(root, scale(root, 2)), 1],
  ["product of powers beyond 1", product(fast, slow), 1.6],
  ["product with constant", product(level, slow, level), 0.6],
  ["product of periodic and constant", product(swing, level), "periodic"],
  ["product of geometric and power", product(slow, geometric), "geometric"],
  ["product of geometric and growing power", product(growing, geometric), "geometric"],
  ["product of periodic and geometric", product(swing, geometric), "geometric"],
  ["product with zero", product(growing, ended), "zero"],
  ["product of zero and a bare function", product(() => 0.1, ended), "zero"],
  ["product of growing and decaying powers", product(growing, fast), 0.5],

  ["clampRate that cuts nothing", clampRate(slow, {}), 0.6],
  ["clampRate from above", clampRate(slow, { maximum: 0.05 }), 0.6],
  ["clampRate from below", clampRate(slow, { minimum: 0.01 }), "constant"],
  ["clampRate of zero from below", clampRate(ended, { minimum: 0.01 }), "constant"],
  ["clampRate of geometric from below", clampRate(geometric, { minimum: 0.01 }), "constant"],
  ["clampRate of geometric from above", clampRate(geometric, { maximum: 0.01 }), "geometric"],
  ["clampRate of a constant", clampRate(level, { minimum: 0.01, maximum: 0.02 }), "constant"],
  ["clampRate of periodic", clampRate(swing, { minimum: 0.01, maximum: 0.05 }), "periodic"],
  ["clampRate of a growing power", clampRate(growing, { maximum: 2 }), "constant"],
  ["clampRate of a growing power from below", clampRate(growing, { minimum: 2 }), -0.5],
  ["clampRate to 0", clampRate(swing, { maximum: 0 }), "zero"],
  ["clampRate of a bare function to one value", clampRate(() => 7, { minimum: 0.1, maximum: 0.1 }), "constant"],
  [
    "clampRate of a bare function to a positive interval",
    clampRate(Math.sqrt, { minimum: 0.1, maximum: 0.2 }),
    "periodic",
  ],
];

/** The largest and the smallest rate of `length` steps. */
const rangeOf = (schedule: Schedule, start: number, length: number): readonly [number, number] => {
  const rates = Array.from({ length }, (_, step) => schedule(start + step));
  return [Math.max(...rates), Math.min(...rates)];
};

const expectTail: Readonly<Record<Tail["kind"], (schedule: Schedule, tail: Tail) => void>> = {
  // a doubling of the step divides the rate by 2^exponent
  power: (schedule, tail) => {
    const exponent = Math.log2(schedule(2 ** 46) / schedule(2 ** 47));
    expect(tail).toEqual(power(expect.closeTo(exponent, 2)));
  },
  // the same number of steps divides the largest rate by at least as much again
  geometric: (schedule) => {
    const [first] = rangeOf(schedule, 1000, 100);
    const [second] = rangeOf(schedule, 1500, 100);
    const [third] = rangeOf(schedule, 2000, 100);
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThan(0.1 * first);
    expect(third).toBeLessThan(1.5 * second * (second / first));
  },
  constant: (schedule) => {
    const [highest, lowest] = rangeOf(schedule, 1e9, 100);
    expect(lowest).toBeGreaterThan(0);
    expect(highest / lowest).toBeLessThan(1.001);
    expect(schedule(1e12)).toBeCloseTo(highest, 6);
  },
  periodic: (schedule) => {
    for (const start of [1e4, 1e6]) {
      // a stretch as long as all before it: growing periods need that
      const [highest] = rangeOf(schedule, start, Math.min(start, 50_000));
      expect(highest).toBeGreaterThan(0.001);
      expect(highest).toBeLessThan(1);
    }
  },
  zero: (schedule) => {
    expect(rangeOf(schedule, 1000, 1000).map(Math.abs)).toEqual([0, 0]);
  },
};

describe("declared tails are what the rates do", () => {
  test.each(cases)("%s", (_, schedule, expected) => {
    const tail = schedule.tail ?? { kind: "zero" };
    expect(schedule.tail).toBeDefined();
    expect(tail).toEqual(declared(expected));
    expectTail[tail.kind](schedule, tail);
  });

  test("satisfiesRobbinsMonro follows", () => {
    for (const [name, schedule, tail] of cases) {
      const satisfied = typeof tail === "number" && tail > 0.5 && tail <= 1;
      expect([name, satisfiesRobbinsMonro(schedule)]).toEqual([name, satisfied ? "yes" : "no"]);
    }
  });
});

describe("no tail where the algebra cannot decide", () => {
  test.each<[string, Schedule]>([
    ["a bare function", bare],
    ["warmup of it", warmup(bare, 5)],
    ["join that ends in it", join([slow, bare], [5])],
    ["scale of it", scale(bare, 2)],
    ["scale by a negative number", scale(slow, -1)],
    ["sum with it", sum(level, bare)],
    ["sum in which terms may cancel", sum(level, scale(level, -1))],
    ["product with it", product(slow, bare)],
    ["product of periodic and power", product(swing, slow)],
    ["product of periodic and periodic", product(swing, swing)],
    ["clampRate of it", clampRate(bare, { maximum: 1 })],
    ["clampRate of it from below alone", clampRate(bare, { minimum: 0.1 })],
  ])("%s", (_, schedule) => {
    expect(schedule.tail).toBeUndefined();
    expect("tail" in schedule).toBe(false);
    expect(satisfiesRobbinsMonro(schedule)).toBe("unknown");
  });
});
