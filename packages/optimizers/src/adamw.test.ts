import { describe, expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { adam, adamw, applyUpdates } from "./index.ts";

test("follows Algorithm 2: the decay passes by the moments", () => {
  const [alpha, beta1, beta2, epsilon, lambda] = [0.03, 0.8, 0.95, 1e-3, 0.2];
  const [m, v] = [zeros(), zeros()];
  expectToFollow(adamw({ learningRate: alpha, beta1, beta2, epsilon, weightDecay: lambda }), (p, gradients, t) =>
    gradients.forEach((g, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      const scaled = m[i] / (1 - beta1 ** t) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
      p[i] = p[i]! - alpha * (scaled + lambda * p[i]!);
    }),
  );
});

describe("weightDecay", () => {
  const stepAt = (param: number, options: object): number =>
    adamw({ learningRate: 0.1, ...options }).update<number>(0, adamw({ learningRate: 0.1 }).init(param), param)[0];

  test("shrinks by e weightDecay, 0.01 by default, where the gradient is 0", () => {
    expect(stepAt(2, {})).toBeCloseTo(-0.1 * 0.01 * 2, 16);
    expect(stepAt(2, { weightDecay: 0.5 })).toBeCloseTo(-0.1, 16);
  });

  test("follows a schedule of the rate", () => {
    const optimizer = adamw({ learningRate: (step) => [0.1, 0.01][step]!, weightDecay: 0.5 });
    const [first, state] = optimizer.update<number>(0, optimizer.init(0), 4);
    expect(first).toBeCloseTo(-0.2, 16);
    expect(optimizer.update<number>(0, state, 4)[0]).toBeCloseTo(-0.02, 16);
  });

  test("spares what the mask leaves out", () => {
    const params = { layers: [{ weights: Float64Array.of(1, 1), bias: 1 }], scale: 1 };
    const zero = { layers: [{ weights: Float64Array.of(0, 0), bias: 0 }], scale: 0 };
    for (const mask of ["**/weights", ["layers/*/weights"], (_: string, { rank }: { rank: number }) => rank > 0]) {
      const optimizer = adamw({ learningRate: 0.5, weightDecay: 0.5, mask });
      const next = applyUpdates(params, optimizer.update(zero, optimizer.init(params), params)[0]);
      expect(next).toEqual({ layers: [{ weights: Float64Array.of(0.75, 0.75), bias: 1 }], scale: 1 });
    }
  });

  test("0 is Adam, and a state of Adam is one of AdamW", () => {
    const [plain, decayed] = [adam({ learningRate: 0.1 }), adamw({ learningRate: 0.1, weightDecay: 0 })];
    const [, state] = plain.update<number>(3, plain.init(1), 1);
    expect(decayed.update<number>(-2, state, 1)[0]).toBe(plain.update<number>(-2, state, 1)[0]);
  });

  test.each([-1, Number.NaN, Infinity])("rejects %s", (weightDecay) => {
    expect(() => adamw({ learningRate: 0.1, weightDecay })).toThrow(RangeError);
  });
});
