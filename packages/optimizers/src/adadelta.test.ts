import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { adadelta } from "./index.ts";

test("follows Algorithm 1", () => {
  const [rate, rho, epsilon] = [0.7, 0.8, 1e-2];
  const [r, d] = [zeros(), zeros()];
  expectToFollow(adadelta({ learningRate: rate, decay: rho, epsilon }), (p, gradients) =>
    gradients.forEach((g, i) => {
      r[i] = rho * r[i]! + (1 - rho) * g * g;
      const step = (-Math.sqrt(d[i]! + epsilon) / Math.sqrt(r[i] + epsilon)) * g;
      d[i] = rho * d[i]! + (1 - rho) * step * step;
      p[i] = p[i]! + rate * step;
    }),
  );
});

test("needs no setting: decay 0.9, epsilon 1e-6, rate 1", () => {
  const optimizer = adadelta();
  const [update] = optimizer.update<number>(5, optimizer.init(0), 0);
  expect(update).toBeCloseTo((-5 * Math.sqrt(1e-6)) / Math.sqrt(0.1 * 25 + 1e-6), 15);
  expect(optimizer.init(0).rate.learningRate.item()).toBe(1);
});

test("steps do not depend on the unit of the loss", () => {
  const pathOf = (unit: number): number[] => {
    const optimizer = adadelta({ epsilon: 1e-30 });
    let state = optimizer.init(0);
    return [3, -1, 2, 5].map((g) => {
      const [update, next] = optimizer.update<number>(unit * g, state, 0);
      state = next;
      return update;
    });
  };
  pathOf(1000).forEach((u, i) => expect(u / pathOf(1)[i]!).toBeCloseTo(1, 10));
});

test.each([{ decay: 1 }, { epsilon: 0 }, { learningRate: -1 }])("rejects %j", (options) => {
  expect(() => adadelta(options)).toThrow(RangeError);
});
