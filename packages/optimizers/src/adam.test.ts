import { cast, isTensor, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { type AdamOptions, adam, chain, scaleByAdam, scaleByLearningRate } from "./index.ts";

/** The updates of a sequence of gradients of one number. */
function updatesOf(options: AdamOptions, gradients: readonly number[]): number[] {
  const optimizer = adam(options);
  let state = optimizer.init(0);
  return gradients.map((g) => {
    const [update, next] = optimizer.update(g, state, 0);
    state = next;
    return update;
  });
}

describe("closed forms", () => {
  test.each([3, -3, 1e-3, -1e5, 1e150])("the first step on a gradient of %s is -e sign(g), within epsilon", (g) => {
    const [update] = updatesOf({ learningRate: 0.1 }, [g]);
    // exactly -e g / (|g| + epsilon)
    expect(update! / ((-0.1 * g) / (Math.abs(g) + 1e-8))).toBeCloseTo(1, 14);
    expect(Math.abs(update! + 0.1 * Math.sign(g))).toBeLessThanOrEqual((0.1 * 1e-8) / Math.abs(g) + 1e-16);
  });

  test("epsilon is outside of the root, after the bias correction", () => {
    // inside of the root: 3 / sqrt(9 + 7) = 0.75; before the correction: 3 / (3 + 7 / sqrt(0.001))
    expect(updatesOf({ learningRate: 1, epsilon: 7 }, [3])[0]).toBeCloseTo(-0.3, 14);
  });

  test("a constant gradient moves by e each step, at any betas", () => {
    for (const betas of [{}, { beta1: 0.5, beta2: 0.9 }, { beta1: 0, beta2: 0 }, { beta1: 0.99, beta2: 0.9999 }])
      for (const u of updatesOf(
        { learningRate: 0.25, ...betas },
        Array.from({ length: 50 }, () => -2),
      ))
        expect(u).toBeCloseTo(0.25, 8);
  });
});

test("follows Algorithm 1 of the paper, transcribed in plain numbers", () => {
  const random = randomNumbers(3);
  const gradients = Array.from({ length: 200 }, random);
  const [alpha, beta1, beta2, epsilon] = [0.03, 0.8, 0.97, 1e-4];
  const updates = updatesOf({ learningRate: alpha, beta1, beta2, epsilon }, gradients);
  let [m, v] = [0, 0];
  gradients.forEach((g, i) => {
    const t = i + 1;
    m = beta1 * m + (1 - beta1) * g;
    v = beta2 * v + (1 - beta2) * g ** 2;
    const mHat = m / (1 - beta1 ** t);
    const vHat = v / (1 - beta2 ** t);
    expect(Math.abs(updates[i]! + (alpha * mHat) / (Math.sqrt(vHat) + epsilon))).toBeLessThanOrEqual(1e-15);
  });
});

test("is scaleByAdam followed by the rate", () => {
  const parts = chain({ moments: scaleByAdam({ beta1: 0.5 }), rate: scaleByLearningRate((step) => 0.1 / (1 + step)) });
  const whole = adam({ learningRate: (step) => 0.1 / (1 + step), beta1: 0.5 });
  let [partsState, wholeState] = [parts.init(0), whole.init(0)];
  expect(Object.keys(partsState)).toEqual(Object.keys(wholeState));
  for (const g of [1, -2, 0.5]) {
    const [a, nextParts] = parts.update(g, partsState, 0);
    const [b, nextWhole] = whole.update(g, wholeState, 0);
    expect(a / b).toBeCloseTo(1, 14);
    [partsState, wholeState] = [nextParts, nextWhole];
  }
});

const double = (tree: unknown): unknown =>
  mapTree((t: unknown) => (isTensor(t) && t.dtype === "float32" ? cast(t, "float64") : t), tree);

/** Gradients of 32 entries at a step. */
const sources: Readonly<Record<string, (random: () => number) => (i: number, step: number) => number>> = {
  constant: () => (i) => 0.37 * (i + 1) * (i % 2 ? -1 : 1),
  random: (random) => random,
  "drawn to 1": (random) => () => 1 + 0.3 * random(),
  "heavy-tailed": (random) => () => random() / (0.01 + Math.abs(random())),
  "mostly 0": (random) => () => (Math.abs(random()) < 0.02 ? random() : 0),
  tiny: (random) => () => 1e-7 * random(),
};

describe("one step from a float32 state is that of float64 to 2e-7 (|update| + learningRate)", () => {
  test.each(Object.entries(sources))("for 10,000 steps of gradients that are %s", (_, make) => {
    const learningRate = 1e-3;
    const source = make(randomNumbers(11));
    const optimizer = adam({ learningRate });
    const params = tensor(new Float32Array(32));
    let state = optimizer.init(params);
    let worst = 0;
    for (let step = 0; step < 10_000; step++) {
      const gradients = tensor(Float32Array.from({ length: 32 }, (__, i) => source(i, step)));
      const exactState = double(state) as typeof state; // the same tree, its moments in double precision
      const [exact] = optimizer.update(cast(gradients, "float64"), exactState, cast(params, "float64"));
      const [updates, next] = optimizer.update(gradients, state, params);
      state = next;
      const [single, wanted] = [updates.dataSync(), exact.dataSync()];
      for (let i = 0; i < 32; i++) {
        const u = wanted[i]!;
        worst = Math.max(worst, Math.abs(single[i]! - u) / (Math.abs(u) + learningRate));
      }
    }
    expect(worst).toBeLessThanOrEqual(2e-7);
    // in single precision it cannot be 0: both ran in double otherwise
    expect(worst).toBeGreaterThan(1e-9);
  });
});

test("the bias correction keeps its digits where 1 - beta2^t nearly vanishes", () => {
  // 1 - 0.999999 and its powers lose ten digits when subtracted; the first step of a constant gradient is e all the same
  const beta2 = 1 - 1e-12;
  for (const u of updatesOf({ learningRate: 0.5, beta2 }, [2, 2, 2])) expect(u).toBeCloseTo(-0.5, 7);
});

test("a zero gradient makes no step, and no NaN", () => {
  const zeros = tensor([0, 0]);
  const optimizer = adam({ learningRate: 1 });
  const [updates] = optimizer.update(zeros, optimizer.init(zeros), zeros);
  expect((updates.toArray() as number[]).map(Math.abs)).toEqual([0, 0]);
});

test("the state is plain named tensors of the types of the leaves", () => {
  const params = { w: tensor([1]), b: tensor([1], { dtype: "float64" }) };
  const optimizer = adam({ learningRate: 1 });
  const [, { moments }] = optimizer.update(params, optimizer.init(params), params);
  expect(Object.keys(moments)).toEqual(["step", "mean", "meanSquare"]);
  expect(moments.step.dtype).toBe("int32");
  expect(moments.step.item()).toBe(1);
  expect(mapTree((t: Tensor) => t.dtype, moments.meanSquare)).toEqual({ w: "float32", b: "float64" });
});

test.each([{ beta1: 1 }, { beta1: -0.1 }, { beta2: 1 }, { beta2: Number.NaN }, { epsilon: 0 }, { epsilon: -1 }])(
  "rejects %j",
  (options) => {
    expect(() => adam({ learningRate: 1, ...options })).toThrow(RangeError);
  },
);
