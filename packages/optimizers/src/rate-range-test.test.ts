import { tensor } from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { adam, momentum, type RateTrial, rateRangeTest, suggestInitialRate } from "./index.ts";

interface Point {
  readonly x: number;
  readonly y: number;
}
/** 1/2 (L x^2 + mu y^2): gradient descent multiplies x by 1 - e L and y by 1 - e mu each step. */
const quadratic =
  (L: number, mu: number) =>
  ({ x, y }: Point): [number, Point] => [0.5 * (L * x * x + mu * y * y), { x: L * x, y: mu * y }];
const start: Point = { x: 1, y: 1 };
const lossAt = (L: number, mu: number, e: number, step: number): number =>
  0.5 * (L * (1 - e * L) ** (2 * step) + mu * (1 - e * mu) ** (2 * step));

describe.each([
  [1, 1],
  [4, 0.5],
  [30, 1],
  [0.5, 0.02],
])("a quadratic with curvatures %s and %s", (L, mu) => {
  const trials = rateRangeTest(quadratic(L, mu), start);

  test("each trial follows gradient descent in closed form", () => {
    expect(trials.map(({ rate }) => rate)).toEqual([
      1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
    ]);
    for (const { rate, losses } of trials)
      losses.forEach((loss, step) => {
        const expected = lossAt(L, mu, rate, step);
        expect(Math.abs(loss - expected)).toBeLessThanOrEqual(1e-9 * expected + 1e-12);
      });
  });

  test("rates above 2 / L diverge, those below do not", () => {
    // 1000 times the first loss is reached in 100 steps from a growth of 1000^(1/198) = 1.0356 on
    for (const { rate, finalLoss, losses } of trials) {
      if (rate * L > 2.04) expect(finalLoss).toBe(Infinity);
      if (rate * L > 2.04) expect(losses.length).toBeLessThanOrEqual(100);
      if (rate * L < 2) expect(finalLoss).toBeLessThan(losses[0]!);
      if (rate * L < 2) expect(losses).toHaveLength(100);
    }
  });

  test("the final loss is the mean of the last tenth", () => {
    for (const { rate, finalLoss } of trials.filter((trial) => Number.isFinite(trial.finalLoss))) {
      const last = Array.from({ length: 10 }, (_, i) => lossAt(L, mu, rate, 90 + i));
      const mean = last.reduce((total, loss) => total + loss) / 10;
      expect(Math.abs(finalLoss - mean)).toBeLessThanOrEqual(1e-9 * mean + 1e-12);
    }
  });

  test("the best is the one whose slowest direction is fastest, near 2 / (L + mu)", () => {
    const factorOf = (e: number): number => Math.max(Math.abs(1 - e * L), Math.abs(1 - e * mu));
    const { best, suggested } = suggestInitialRate(trials);
    const byTheory = trials.map(({ rate }) => rate).reduce((a, b) => (factorOf(b) < factorOf(a) ? b : a));
    // where two rates come to 0 in the digits at hand, either will do
    expect(Math.max(factorOf(best) ** 100, 1e-12)).toBeLessThanOrEqual(
      Math.max(factorOf(byTheory) ** 100, 1e-12) * 1.01,
    );
    expect(best).toBeLessThan(2 / L);
    expect(best).toBeGreaterThan(0.2 / (L + mu));
    for (const { rate, finalLoss } of trials) if (finalLoss === Infinity) expect(suggested).toBeLessThan(rate);
    expect(suggested).toBeGreaterThan(best);
  });
});

describe("options", () => {
  test("rates are tried in rising order and reported one by one", () => {
    const seen: [number, number, number][] = [];
    const trials = rateRangeTest(quadratic(1, 1), start, {
      rates: [0.5, 0.1, 0.3],
      steps: 7,
      onTrial: ({ rate }, index, count) => seen.push([rate, index, count]),
    });
    expect(seen).toEqual([
      [0.1, 0, 3],
      [0.3, 1, 3],
      [0.5, 2, 3],
    ]);
    expect(trials.map(({ rate }) => rate)).toEqual([0.1, 0.3, 0.5]);
    expect(trials.map(({ losses }) => losses.length)).toEqual([7, 7, 7]);
    expectTypeOf(trials).toEqualTypeOf<RateTrial[]>();
  });

  test("another optimizer at that rate, starting afresh each time", () => {
    const options = { rates: [0.01, 0.02], steps: 20 };
    const heavy = rateRangeTest(quadratic(1, 1), start, {
      ...options,
      optimizer: (learningRate) => momentum({ learningRate }),
    });
    const plain = rateRangeTest(quadratic(1, 1), start, options);
    heavy.forEach((trial, i) => expect(trial.finalLoss).toBeLessThan(plain[i]!.finalLoss));
    const alone = rateRangeTest(quadratic(1, 1), start, {
      rates: [0.02],
      steps: 20,
      optimizer: (learningRate) => momentum({ learningRate }),
    });
    expect(alone[0]).toEqual(heavy[1]);
  });

  test("the step chooses the batch, the same for every rate; a loss may be a tensor", () => {
    const steps: number[] = [];
    const trials = rateRangeTest(
      (params, step) => {
        steps.push(step);
        return [tensor(1 / (1 + step)), params];
      },
      Float32Array.of(1),
      { rates: [1e-3, 1e-2], steps: 3, optimizer: (learningRate) => adam({ learningRate }) },
    );
    expect(steps).toEqual([0, 1, 2, 0, 1, 2]);
    expect(trials[0]!.losses).toEqual([1, 0.5, Math.fround(1 / 3)]);
  });

  test("NaN and infinite losses end a trial, negative ones do not", () => {
    const losses = (values: readonly number[]) => (_: number, step: number) => [values[step]!, 0] as const;
    const trial = (values: readonly number[]) => rateRangeTest<number>(losses(values), 0, { rates: [1], steps: 4 })[0]!;
    expect(trial([1, Number.NaN, 1, 1])).toMatchObject({ finalLoss: Infinity, losses: [1, Number.NaN] });
    expect(trial([1, 1, Infinity, 1])).toMatchObject({ finalLoss: Infinity });
    expect(trial([-Infinity, 1, 1, 1])).toMatchObject({ finalLoss: Infinity, losses: [-Infinity] });
    expect(trial([1, 1001, 1, 1])).toMatchObject({ finalLoss: Infinity, losses: [1, 1001] });
    expect(trial([2, 1999, 1, 1])).toMatchObject({ finalLoss: 1 });
    expect(trial([-1, -2, -3, -4])).toMatchObject({ finalLoss: -4 });
    expect(trial([0, 0.5, 0, 0.25])).toMatchObject({ finalLoss: 0.25 });
  });

  test("a loss far below 0 is progress, not divergence", () => {
    const trial = rateRangeTest<number>((_, step) => [step === 0 ? -1 : -5000, 0], 0, { rates: [1], steps: 4 })[0]!;
    expect(trial.finalLoss).toBe(-5000);
  });

  test("the start is not changed", () => {
    const params = { w: Float64Array.of(1, 2) };
    rateRangeTest((p) => [p.w[0]! ** 2, p], params, { rates: [0.1], steps: 3 });
    expect(params.w).toEqual(Float64Array.of(1, 2));
  });

  test.each([{ rates: [] }, { rates: [0] }, { rates: [0.1, Number.NaN] }, { steps: 0 }, { steps: 1 }, { steps: 1.5 }])(
    "rejects %j",
    (options) => {
      expect(() => rateRangeTest(quadratic(1, 1), start, options)).toThrow(RangeError);
    },
  );
});
