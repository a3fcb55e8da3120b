import { describe, expect, test } from "vitest";
import * as schedulers from "../index.ts";

type Kind = "rate" | "positive" | "count" | "countOrZero" | "fraction";

/** Values just outside of what each kind of setting takes, and one inside. */
const wrongValues: Readonly<Record<Kind, readonly number[]>> = {
  rate: [-1e-300, -1],
  positive: [0, -1],
  count: [0, -1, 1.5, 2 ** 53],
  countOrZero: [-1, 0.5, 2 ** 53],
  fraction: [0, -0.1, 1 + 2 ** -52],
};

interface Case {
  readonly name: string;
  readonly schedule: schedulers.Schedule;
  readonly kinds: readonly (readonly [setting: string, kind: Kind, required: boolean])[];
  readonly createWith: (setting: string, value: unknown) => unknown;
}

const declare = <Options extends object>(
  name: string,
  create: (options: Options) => schedulers.Schedule,
  options: Options,
  kinds: Readonly<Record<string, Kind>>,
): Case => ({
  name,
  schedule: create(options),
  kinds: Object.entries(kinds).map(([setting, kind]) => [setting, kind, setting in options] as const),
  createWith: (setting, value) => create({ ...options, [setting]: value }),
});

// the options here are the required ones; every optional one is left to its default
const cases: readonly Case[] = [
  declare(
    "linearDecay",
    schedulers.linearDecay,
    { initial: 0.1, decaySteps: 20 },
    { initial: "rate", final: "rate", decaySteps: "count" },
  ),
  declare(
    "robbinsMonro",
    schedulers.robbinsMonro,
    { initial: 0.1 },
    { initial: "positive", power: "fraction", offset: "positive" },
  ),
  declare(
    "exponentialDecay",
    schedulers.exponentialDecay,
    { initial: 0.1, decayRate: 0.9 },
    { initial: "positive", decayRate: "fraction", transitionSteps: "count" },
  ),
  declare(
    "inverseTimeDecay",
    schedulers.inverseTimeDecay,
    { initial: 0.1, decayRate: 0.9 },
    { initial: "positive", decayRate: "positive", transitionSteps: "count" },
  ),
  declare(
    "polynomialDecay",
    schedulers.polynomialDecay,
    { initial: 0.1, decaySteps: 20 },
    { initial: "rate", final: "rate", power: "positive", decaySteps: "count" },
  ),
  declare(
    "stepDecay",
    schedulers.stepDecay,
    { initial: 0.1, decayRate: 0.5, stepSize: 10 },
    { initial: "positive", decayRate: "fraction", stepSize: "count" },
  ),
  declare(
    "cosineDecay",
    schedulers.cosineDecay,
    { initial: 0.1, decaySteps: 20 },
    { initial: "rate", final: "rate", decaySteps: "count" },
  ),
  declare(
    "cosineRestarts",
    schedulers.cosineRestarts,
    { initial: 0.1, period: 10 },
    { initial: "positive", final: "rate", period: "count", periodMultiplier: "count" },
  ),
  declare(
    "inverseSquareRoot",
    schedulers.inverseSquareRoot,
    { initial: 0.1 },
    { initial: "positive", holdSteps: "count" },
  ),
  declare("noam", schedulers.noam, { modelSize: 64 }, { modelSize: "count", warmupSteps: "count", factor: "positive" }),
  declare(
    "warmupStableDecay",
    schedulers.warmupStableDecay,
    { peak: 0.1, warmupSteps: 5, stableSteps: 10, decaySteps: 5 },
    {
      peak: "rate",
      initial: "rate",
      final: "rate",
      warmupSteps: "countOrZero",
      stableSteps: "countOrZero",
      decaySteps: "count",
      cooldownPower: "positive",
    },
  ),
  declare(
    "oneCycle",
    schedulers.oneCycle,
    { peak: 0.1, totalSteps: 20 },
    { peak: "positive", totalSteps: "count", initialDivisor: "positive", finalDivisor: "positive" },
  ),
  declare(
    "triangular",
    schedulers.triangular,
    { low: 0.01, high: 0.1, halfCycle: 5 },
    { low: "rate", high: "positive", halfCycle: "count" },
  ),
  declare(
    "triangular2",
    schedulers.triangular2,
    { low: 0.01, high: 0.1, halfCycle: 5 },
    { low: "rate", high: "positive", halfCycle: "count" },
  ),
  declare(
    "exponentialRange",
    schedulers.exponentialRange,
    { low: 0.01, high: 0.1, halfCycle: 5 },
    { low: "rate", high: "positive", halfCycle: "count", decayRate: "fraction" },
  ),
  declare(
    "rex",
    schedulers.rex,
    { initial: 0.1, decaySteps: 20 },
    { initial: "rate", final: "rate", decaySteps: "count" },
  ),
  declare(
    "clampRate",
    (options: schedulers.ClampRateOptions) => schedulers.clampRate(schedulers.constant(0.1), options),
    {},
    { minimum: "rate", maximum: "rate" },
  ),
  declare("constant", ({ rate }: { rate: number }) => schedulers.constant(rate), { rate: 0.1 }, { rate: "rate" }),
  declare(
    "warmup",
    ({ steps }: { steps: number }) => schedulers.warmup(schedulers.constant(0.1), steps),
    { steps: 5 },
    { steps: "countOrZero" },
  ),
  declare(
    "scale",
    ({ factor }: { factor: number }) => schedulers.scale(schedulers.constant(0.1), factor),
    { factor: 2 },
    {},
  ),
  declare("piecewiseConstant", schedulers.piecewiseConstant, { boundaries: [5], values: [0.1, 0.01] }, {}),
  declare("join", () => schedulers.join([schedulers.constant(0.1), schedulers.constant(0.01)], [5]), {}, {}),
  declare("sum", () => schedulers.sum(schedulers.constant(0.1), schedulers.constant(0.01)), {}, {}),
  declare("product", () => schedulers.product(schedulers.constant(0.1), schedulers.constant(0.01)), {}, {}),
];

/** The error that `action` throws; fails when it throws none. */
const errorOf = (action: () => unknown): Error => {
  try {
    action();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("expected an error, got none");
};

const oneSentence = (name: string, setting: string): RegExp =>
  new RegExp(String.raw`^${name}: ${setting} must be [^;\n]+, got [^;\n]+; [^;\n]+$`);

describe.each(cases.map((row) => [row.name, row] as const))("%s", (name, { schedule, kinds, createWith }) => {
  test("is a finite, non-negative, repeatable function of steps up to the largest", () => {
    for (const step of [0, 1, 2, 5, 10, 20, 21, 1e3, 1e6, 2 ** 53, 1e300, Number.MAX_VALUE]) {
      const rate = schedule(step);
      expect(rate, `step ${step}`).toBeGreaterThanOrEqual(0);
      expect(rate, `step ${step}`).toBeLessThan(1);
      expect(schedule(step)).toBe(rate);
    }
  });

  test("takes fractional steps, between their neighbours where it is smooth", () => {
    const rate = schedule(2.5);
    expect(rate).toBeGreaterThanOrEqual(Math.min(schedule(2), schedule(3)));
    expect(rate).toBeLessThanOrEqual(Math.max(schedule(2), schedule(3)));
  });

  test.each([-1, -1e-9, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("rejects step %s", (step) => {
    const error = errorOf(() => schedule(step));
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toMatch(oneSentence(name, "step"));
  });

  test("rejects a step that is no number", () => {
    for (const step of ["1", 1n, null, undefined, [1]])
      expect(() => Reflect.apply(schedule, undefined, [step])).toThrow(TypeError);
  });

  test("declares a tail that survives JSON", () => {
    expect(schedule.tail).toBeDefined();
    expect(JSON.parse(JSON.stringify(schedule.tail))).toEqual(schedule.tail);
  });

  const optional = kinds.filter(([, , required]) => !required).map(([setting]) => setting);
  test.each(optional)("%s may be left out", (setting) => {
    expect(createWith(setting, undefined)).toBeTypeOf("function");
  });

  for (const [setting, kind, required] of kinds) {
    test(`${setting} rejects the wrong numbers with RangeError`, () => {
      for (const value of [...wrongValues[kind], Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const error = errorOf(() => createWith(setting, value));
        expect(error, `${value}`).toBeInstanceOf(RangeError);
        expect(error.message).toMatch(oneSentence(name, setting));
      }
    });

    test(`${setting} rejects what is no number with TypeError`, () => {
      const wrongKinds = ["1", true, null, [1], {}];
      for (const value of required ? [...wrongKinds, undefined] : wrongKinds) {
        const error = errorOf(() => createWith(setting, value));
        expect(error).toBeInstanceOf(TypeError);
        expect(error.message).toMatch(oneSentence(name, setting));
      }
    });
  }
});

test("every name of the package that makes a schedule has its case above", () => {
  const others = ["decayStepsFor", "reduceOnPlateau", "satisfiesRobbinsMonro"];
  expect(new Set([...cases.map(({ name }) => name), ...others])).toEqual(new Set(Object.keys(schedulers)));
});
