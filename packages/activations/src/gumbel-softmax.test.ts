import { grad, gradcheck, vjp } from "@adjoint/autodiff";
import {
  add,
  argMax,
  broadcastTo,
  DTypeError,
  divide,
  gumbel,
  mean,
  multiply,
  oneHot,
  randomKey,
  ShapeError,
  slice,
  softmax,
  sum,
  type Tensor,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { gumbelSoftmax } from "./gumbel-softmax.ts";

const key = randomKey(3);
const float64 = { dtype: "float64" } as const;
const logits = tensor([0.5, -1, 2, 0, 1, -2, 0.3, 0.1], { ...float64, shape: [2, 4] });

describe("gumbelSoftmax", () => {
  test("softmax of logits with Gumbel noise, over the temperature", () => {
    const noisy = add(logits, gumbel(key, [2, 4], float64));
    expect(gumbelSoftmax(logits, key).toArray()).toEqual(softmax(noisy).toArray());
    expect(gumbelSoftmax(logits, key, { temperature: 0.25, axis: 0 }).toArray()).toEqual(
      softmax(divide(noisy, 0.25), { axis: 0 }).toArray(),
    );
    expect(gumbelSoftmax(logits, randomKey(3)).toArray()).toEqual(gumbelSoftmax(logits, key).toArray());
    expect(gumbelSoftmax(logits, randomKey(4)).toArray()).not.toEqual(gumbelSoftmax(logits, key).toArray());
  });

  test("hard draws are one-hot, of the class with the largest soft share, along the axis asked for", () => {
    for (const axis of [0, 1]) {
      const soft = gumbelSoftmax(logits, key, { axis });
      const hard = gumbelSoftmax(logits, key, { axis, hard: true });
      expect(hard.dtype).toBe("float64");
      expect(hard.shape).toEqual([2, 4]);
      for (const value of hard.dataSync()) expect([0, 1]).toContain(value);
      expect(sum(hard, { axis }).toArray()).toEqual(axis === 0 ? [1, 1, 1, 1] : [1, 1]);
      expect(argMax(hard, { axis }).toArray()).toEqual(argMax(soft, { axis }).toArray());
    }
    const rows = gumbelSoftmax(logits, key, { hard: true });
    expect(rows.toArray()).toEqual(oneHot(argMax(rows, { axis: -1 }), 4, "float64").toArray());
  });

  test("each class is drawn as often as softmax says", () => {
    const count = 20_000;
    const draws = gumbelSoftmax(broadcastTo(slice(logits, [0]), [count, 4]), key, { hard: true, temperature: 0.1 });
    const shares = mean(draws, { axis: 0 }).dataSync();
    softmax(slice(logits, [0]))
      .dataSync()
      .forEach((p, i) => {
        // five standard errors of a share
        expect(Math.abs(shares[i]! - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / count));
      });
  });

  test("near temperature 0 it is one-hot, far above 1 even", () => {
    const cold = gumbelSoftmax(logits, key, { temperature: 1e-3 });
    const hard = gumbelSoftmax(logits, key, { hard: true });
    cold.dataSync().forEach((p, i) => {
      expect(p).toBeCloseTo(hard.dataSync()[i]!, 6);
    });
    for (const p of gumbelSoftmax(logits, key, { temperature: 1e6 }).dataSync()) expect(p).toBeCloseTo(0.25, 4);
  });

  test("derivatives, and the hard draw has that of the soft one", () => {
    gradcheck((x) => gumbelSoftmax(x, key, { temperature: 0.7 }), [logits]);
    const weights = tensor([1, -2, 3, 0.5], float64);
    const slopeOf = (hard: boolean) =>
      grad((x: Tensor) => sum(multiply(gumbelSoftmax(x, key, { hard }), weights)))(logits);
    expect(slopeOf(true).toArray()).toEqual(slopeOf(false).toArray());
    expect(
      slopeOf(true)
        .dataSync()
        .some((x) => Math.abs(x) > 0.01),
    ).toBe(true);
  });

  test("large logits overflow nothing; -Infinity is never drawn, a row of it alone is NaN", () => {
    const [y, pullback] = vjp((x: Tensor) => gumbelSoftmax(x, key), tensor([1e30, -1e30, 0]));
    expect(y.toArray()).toEqual([1, 0, 0]);
    expect(Array.from(pullback(tensor([1, 2, 3])).dataSync(), (slope) => slope + 0)).toEqual([0, 0, 0]);
    expect(gumbelSoftmax(tensor([0, -Infinity]), key, { hard: true }).toArray()).toEqual([1, 0]);
    expect(gumbelSoftmax(tensor([-Infinity, -Infinity]), key).toArray()).toEqual([NaN, NaN]);
  });

  test("wrong settings throw", () => {
    for (const temperature of [0, -1, NaN, Infinity])
      expect(() => gumbelSoftmax(logits, key, { temperature })).toThrow(RangeError);
    expect(() => gumbelSoftmax(logits, key, { axis: 2 })).toThrow(ShapeError);
    expect(() => gumbelSoftmax(zeros([2], "int32"), key)).toThrow(DTypeError);
    expect(gumbelSoftmax(zeros([0, 3]), key, { hard: true }).shape).toEqual([0, 3]);
  });
});
