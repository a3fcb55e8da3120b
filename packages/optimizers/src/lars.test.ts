import { expect, test } from "vitest";
import { expectToFollow, normOf, zeros } from "../tests/follow.ts";
import { lars } from "./index.ts";

test("follows Algorithm 1, at a rate that changes", () => {
  const [momentum, beta, eta] = [0.7, 0.2, 0.01];
  const rate = (step: number): number => 3 / (1 + step);
  const v = zeros();
  const optimizer = lars({ learningRate: rate, momentum, weightDecay: beta, trustCoefficient: eta });
  expectToFollow(optimizer, (w, gradients, t) => {
    const lambda = (eta * normOf(w)) / (normOf(gradients) + beta * normOf(w));
    gradients.forEach((g, i) => {
      v[i] = momentum * v[i]! + rate(t - 1) * lambda * (g + beta * w[i]!);
      w[i] = w[i]! - v[i];
    });
  });
});

test("a first step is e c |p| long, whatever the gradient", () => {
  const optimizer = lars({ learningRate: 2 });
  const params = { a: Float64Array.of(3, 4), b: 7 };
  for (const g of [1e-200, 1, 1e200]) {
    const gradients = { a: Float64Array.of(0, g), b: -g };
    const [updates] = optimizer.update(gradients, optimizer.init(params), params);
    expect(updates.a[1]! / -0.01).toBeCloseTo(1, 14);
    expect(updates.b / 0.014).toBeCloseTo(1, 14);
  }
});

test("a parameter of 0 moves by e c g, and a gradient of 0 by the decay alone", () => {
  const optimizer = lars({ learningRate: 1, weightDecay: 0.5, trustCoefficient: 0.1 });
  const params = { zero: 0, still: 4, masked: 4 };
  expect(optimizer.update({ zero: 3, still: 0, masked: 0 }, optimizer.init(params), params)[0]).toEqual({
    zero: expect.closeTo(-0.3, 15) as number,
    still: expect.closeTo(-0.4, 15) as number,
    masked: expect.closeTo(-0.4, 15) as number,
  });
  const spared = lars({ learningRate: 1, weightDecay: 0.5, trustCoefficient: 0.1, mask: ["zero", "still"] });
  const [updates] = spared.update({ zero: 3, still: 0, masked: -2 }, spared.init(params), params);
  expect(updates.masked).toBeCloseTo(0.4, 15);
  expect(updates.still).toBeCloseTo(-0.4, 15);
});

test.each([{ trustCoefficient: 0 }, { weightDecay: -1 }, { momentum: 1 }])("rejects %j", (options) => {
  expect(() => lars({ learningRate: 1, ...options })).toThrow(RangeError);
});
