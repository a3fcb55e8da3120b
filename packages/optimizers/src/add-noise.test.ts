import { randomKey, type Tensor, tensor, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { addNoise, noisySgd } from "./index.ts";

const variance = (numbers: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < numbers.length; i++) total += numbers[i]! ** 2;
  return total / numbers.length;
};
const covariance = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total / a.length;
};
const COUNT = 40_000;

describe.each(["float32", "float64"] as const)("the noise in %s", (dtype) => {
  const params = { a: zeros([200, 200], dtype), b: zeros([COUNT], dtype) };
  const transform = addNoise(randomKey(3), { eta: 0.09, gamma: 0.55 });
  const steps: { a: Tensor; b: Tensor }[] = [];
  let state = transform.init(params);
  for (let step = 0; step < 4; step++) {
    const [updates, next] = transform.update(params, state, params);
    state = next;
    steps.push(updates);
  }

  test("has the variance eta / (1 + k)^gamma in step k", () => {
    steps.forEach(({ a, b }, k) => {
      const expected = 0.09 / (1 + k) ** 0.55;
      // the variance of n normal numbers has a relative deviation of sqrt(2 / n) = 0.7%: five of them
      for (const noise of [a, b]) expect(Math.abs(variance(noise.dataSync()) / expected - 1)).toBeLessThan(0.036);
    });
  });

  test("is another in each leaf and each step", () => {
    const all = steps.flatMap(({ a, b }) => [a.dataSync(), b.dataSync()]);
    all.forEach((one, i) =>
      all
        .slice(0, i)
        .forEach((other) => expect(Math.abs(covariance(one, other))).toBeLessThan((5 * 0.09) / Math.sqrt(COUNT))),
    );
  });
});

test("is added: the same key adds the same to any gradient, another key something else", () => {
  const gradient = tensor([1, 2, 3], { dtype: "float64" });
  const zero = tensor([0, 0, 0], { dtype: "float64" });
  const noiseOf = (seed: number, g: Tensor): number[] => {
    const transform = addNoise(randomKey(seed));
    return transform.update(g, transform.init(g), g)[0].toArray() as number[];
  };
  noiseOf(1, gradient).forEach((x, i) => expect(x).toBeCloseTo(i + 1 + noiseOf(1, zero)[i]!, 14));
  expect(noiseOf(1, zero)).toEqual(noiseOf(1, zero));
  expect(noiseOf(2, zero)).not.toEqual(noiseOf(1, zero));
});

test("eta 0 adds nothing, gamma 0 goes on as it began", () => {
  const quiet = addNoise(randomKey(1), { eta: 0 });
  expect(quiet.update<number>(3, quiet.init(0), 0)[0]).toBe(3);
  const params = zeros([COUNT]);
  const loud = addNoise(randomKey(1), { eta: 1, gamma: 0 });
  let [noise, state] = loud.update(params, loud.init(params), params);
  for (let k = 0; k < 3; k++) [noise, state] = loud.update(params, state, params);
  expect(variance(noise.dataSync())).toBeCloseTo(1, 1);
});

test("noisySgd descends along the noisy gradient", () => {
  const optimizer = noisySgd(randomKey(5), { learningRate: 0.5, eta: 1 });
  const noise = addNoise(randomKey(5), { eta: 1 });
  const params = tensor([1, 2], { dtype: "float64" });
  const [updates] = optimizer.update(params, optimizer.init(params), params);
  const [noisy] = noise.update(params, noise.init(params), params);
  expect(updates.toArray()).toEqual((noisy.toArray() as number[]).map((x) => -0.5 * x));
});

test("needs a key, and settings from 0 up", () => {
  // @ts-expect-error a seed is no key
  expect(() => addNoise(42)).toThrow(TypeError);
  expect(() => addNoise(randomKey(1), { eta: -1 })).toThrow(RangeError);
  expect(() => noisySgd(randomKey(1), { learningRate: 1, gamma: Number.NaN })).toThrow(RangeError);
});

test("the state has a key of its own, which can be given away", () => {
  const key = randomKey(3);
  const { key: own } = addNoise(key).init({ w: zeros([1]) });
  expect(own).not.toBe(key);
  expect(own.toArray()).toEqual(key.toArray());
});
