import { type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import {
  adam,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  evaluationParameters,
  freeze,
  type GradientTransform,
  scheduleFreeAdamw,
  scheduleFreeSgd,
} from "./index.ts";

interface Reference {
  readonly x: number[];
  readonly y: number[];
  step(g: readonly number[], t: number): void;
}

/** The three sequences of Defazio et al. in plain numbers, each kept as it is in the paper. */
function reference(
  start: readonly number[],
  { rate, b, weightDecay }: { rate: (t: number) => number; b: number; weightDecay: number },
  directionOf: (g: readonly number[], t: number) => readonly number[],
): Reference {
  const [x, y, z] = [[...start], [...start], [...start]];
  let weights = 0;
  return {
    x,
    y,
    step: (g, t) => {
      const gamma = rate(t);
      const u = directionOf(g, t);
      weights += gamma * gamma;
      const c = weights > 0 ? (gamma * gamma) / weights : 0;
      for (let i = 0; i < z.length; i++) {
        z[i]! -= gamma * (u[i]! + weightDecay * y[i]!);
        x[i] = (1 - c) * x[i]! + c * z[i]!;
        y[i] = (1 - b) * z[i]! + b * x[i]!;
      }
    },
  };
}

function expectToFollowBoth(optimizer: GradientTransform<unknown>, expected: Reference): void {
  const random = randomNumbers(31);
  let params: Float64Array = Float64Array.from(expected.y);
  let state = optimizer.init(params);
  const start = expected.y[0]!;
  for (let t = 1; t <= 60; t++) {
    const gradients = expected.y.map((p) => p + random());
    const [updates, next] = optimizer.update<Float64Array>(Float64Array.from(gradients), state, params);
    [params, state] = [applyUpdates(params, updates), next];
    expected.step(gradients, t);
    const averages = evaluationParameters(params, state);
    expected.y.forEach((y, i) => expect(Math.abs(params[i]! - y)).toBeLessThanOrEqual(1e-12));
    expected.x.forEach((x, i) => expect(Math.abs(averages[i]! - x)).toBeLessThanOrEqual(1e-11));
  }
  expect(Math.abs(expected.x[0]! - start)).toBeGreaterThan(0.1);
  // the averages are something of their own
  expect(Math.abs(expected.x[0]! - expected.y[0]!)).toBeGreaterThan(1e-4);
}

const start = [0.7, -1.3, 0.2, 2.1];
const warmup = (k: number): number => Math.min(k / 10, 1) * 0.3; // 0 at first

describe("scheduleFreeSgd follows equations 3 to 5 in plain numbers", () => {
  test.each([
    ["at a fixed rate", { learningRate: 0.3 }, { rate: () => 0.3, b: 0.9, weightDecay: 0 }],
    [
      "with a warmup from 0, decay and another b",
      { learningRate: warmup, momentum: 0.5, weightDecay: 0.1 },
      { rate: (t: number) => warmup(t - 1), b: 0.5, weightDecay: 0.1 },
    ],
  ])("%s", (_, options, settings) => {
    expectToFollowBoth(
      scheduleFreeSgd(options),
      reference(start, settings, (g) => g),
    );
  });

  test("the average of a fixed rate is the mean of all z", () => {
    const optimizer = scheduleFreeSgd({ learningRate: 1, momentum: 0.9 });
    let y: number = 0;
    let state = optimizer.init(y);
    let sum = 0;
    for (let t = 1; t <= 7; t++) {
      const [update, next] = optimizer.update(t, state, y);
      [y, state] = [applyUpdates(y, update), next];
      sum += (state.base as Tensor).item();
      expect(evaluationParameters(y, state)).toBeCloseTo(sum / t, 12);
    }
  });
});

describe("scheduleFreeAdamw follows Algorithm 1 in plain numbers", () => {
  const adamDirection = (beta2: number, epsilon: number) => {
    const v = start.map(() => 0);
    return (g: readonly number[], t: number): number[] =>
      g.map((gi, i) => {
        v[i] = beta2 * v[i]! + (1 - beta2) * gi * gi;
        return gi / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
      });
  };
  test.each([
    ["with its defaults", { learningRate: 0.05 }, { rate: () => 0.05, b: 0.9, weightDecay: 0 }, [0.999, 1e-8]],
    [
      "with all settings and a warmup",
      { learningRate: warmup, beta1: 0.95, beta2: 0.9, epsilon: 0.1, weightDecay: 0.2 },
      { rate: (t: number) => warmup(t - 1), b: 0.95, weightDecay: 0.2 },
      [0.9, 0.1],
    ],
  ] as const)("%s", (_, options, settings, [beta2, epsilon]) => {
    expectToFollowBoth(scheduleFreeAdamw(options), reference(start, settings, adamDirection(beta2, epsilon)));
  });
});

test("on noisy gradients the average is far nearer to the minimum than the parameters", () => {
  const random = randomNumbers(17);
  const optimizer = scheduleFreeSgd({ learningRate: 0.5 });
  let params: Float64Array = Float64Array.of(5, -5);
  let state = optimizer.init(params);
  let [ofParams, ofAverage] = [0, 0];
  for (let step = 0; step < 4000; step++) {
    const gradients = params.map((p) => p + 3 * random());
    const [updates, next] = optimizer.update(gradients, state, params);
    [params, state] = [applyUpdates(params, updates), next];
    if (step < 2000) continue;
    ofParams += Math.hypot(...params);
    ofAverage += Math.hypot(...evaluationParameters(params, state));
  }
  expect(ofAverage).toBeLessThan(ofParams / 3);
});

describe("evaluationParameters", () => {
  const params = {
    head: { w: tensor([[1, 2]]), b: Float32Array.of(1) },
    encoder: [Float64Array.of(3), 4],
  };

  test("keeps kinds and types, and is the parameters before the first step", () => {
    const state = scheduleFreeAdamw({ learningRate: 1 }).init(params);
    const average = evaluationParameters(params, state);
    expectTypeOf(average).toEqualTypeOf<typeof params>();
    expect(average.head.w.toString()).toBe("float32 [1,2] [[1, 2]]");
    expect(average).toMatchObject({ head: { b: Float32Array.of(1) }, encoder: [Float64Array.of(3), 4] });
  });

  test("is found in chains and partitions; leaves of other optimizers stay", () => {
    const optimizer = freeze(
      "encoder/**",
      chain({ clip: clipByGlobalNorm(1), free: scheduleFreeSgd({ learningRate: 0.1, momentum: 0.5 }) }),
    );
    let [p, state] = [params, optimizer.init(params)];
    for (let step = 0; step < 3; step++) {
      const [updates, next] = optimizer.update(params, state, p);
      [p, state] = [applyUpdates(p, updates), next];
    }
    const average = evaluationParameters(p, state);
    expect(average.encoder).toEqual(params.encoder);
    expect(average.head.w.dataSync()[0]).not.toBe(p.head.w.dataSync()[0]);
    // x is behind y on the way down a constant slope
    expect(average.head.w.dataSync()[0]).toBeGreaterThan(p.head.w.dataSync()[0]!);
  });

  test("throws for the state of another optimizer", () => {
    const state = adam({ learningRate: 1 }).init(params);
    expect(() => evaluationParameters(params, state)).toThrow(TypeError);
    expect(() => evaluationParameters(params, undefined)).toThrow(
      "evaluationParameters: the state of a schedule-free optimizer is needed",
    );
  });
});

test.each([{ momentum: 0 }, { momentum: 1 }, { weightDecay: -1 }, { learningRate: -1 }])(
  "scheduleFreeSgd rejects %j",
  (options) => {
    expect(() => scheduleFreeSgd({ learningRate: 1, ...options })).toThrow(RangeError);
  },
);
test.each([{ beta1: 0 }, { beta1: 1 }, { beta2: 1 }, { epsilon: 0 }, { weightDecay: Number.NaN }])(
  "scheduleFreeAdamw rejects %j",
  (options) => {
    expect(() => scheduleFreeAdamw({ learningRate: 1, ...options })).toThrow(RangeError);
  },
);
