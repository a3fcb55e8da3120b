import { grad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { full, mean, randomKey, sum, type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { activation, dropout, sequential } from "./index.ts";

const key = randomKey(1);
const half = dropout();
const training = { key, training: true };

test("while training a part becomes 0 and the rest grows, so that the mean stays", () => {
  const x = full([100, 100], 3);
  const y = dropout({ rate: 0.2 }).apply({}, x, training);
  const values = new Set(y.dataSync());
  expect(values).toEqual(new Set([0, Math.fround(3 / Math.fround(0.8))]));
  const dropped = y.dataSync().filter((value) => value === 0).length / 10_000;
  expect(Math.abs(dropped - 0.2)).toBeLessThan(0.02); // five standard deviations
  expect(mean(y).item()).toBeCloseTo(3, 0);
});

test("else, and for a rate of 0, x passes as it is", () => {
  const x = tensor([1, 2]);
  expect(half.apply({}, x)).toBe(x);
  expect(half.apply({}, x, { key })).toBe(x);
  expect(dropout({ rate: 0 }).apply({}, x, { training: true })).toBe(x);
});

test("the gradient is dropped with the number, whatever that is", () => {
  const x = tensor(new Array<number>(50).fill(Infinity));
  const y = half.apply({}, x, training).dataSync();
  const slopes = grad((t: Tensor) => sum(half.apply({}, t, training)))(x).dataSync();
  expect(new Set(y)).toEqual(new Set([0, Infinity]));
  slopes.forEach((slope, i) => {
    expect(slope).toBe(y[i] === 0 ? 0 : 2);
  });
});

test("layers beside each other draw from keys of their own, and a key is data to a compiled function", () => {
  const model = sequential([dropout(), dropout()]);
  const x = full([1000], 1);
  const kept = model.apply([{}, {}], x, training).dataSync().filter(Boolean).length;
  expect(Math.abs(kept - 250)).toBeLessThan(70);
  const compiled = compile((t: Tensor, k: Tensor) => model.apply([{}, {}], t, { key: k, training: true }));
  for (const seed of [2, 3])
    expect(compiled(x, randomKey(seed))).toEqual(model.apply([{}, {}], x, { key: randomKey(seed), training: true }));
  expect(compiled.stats.traces).toBe(1);
});

test("mistakes", () => {
  for (const rate of [-0.1, 1, Number.NaN]) expect(() => dropout({ rate })).toThrow(RangeError);
  expect(() => half.apply({}, tensor([1]), { training: true })).toThrow(
    "dropout: a key is needed while training, got none",
  );
  expect(() => half.apply({}, tensor([1], { dtype: "int32" }), training)).toThrow("cast(x");
  expect(() => activation(3 as never)).toThrow("activation: a function is needed, got 3");
});
