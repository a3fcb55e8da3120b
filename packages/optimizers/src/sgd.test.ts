import { expect, expectTypeOf, test } from "vitest";
import { type GradientTransform, gradientDescent, type SgdState, sgd } from "./index.ts";

const stepOf = <S>(optimizer: GradientTransform<S>, gradient: number, param: number): number =>
  optimizer.update(gradient, optimizer.init(param), param)[0];

test("the update is -e g", () => {
  expect(stepOf(sgd({ learningRate: 0.5 }), 3, 7)).toBe(-1.5);
  expect(stepOf(gradientDescent({ learningRate: 0.5 }), 3, 7)).toBe(-1.5);
});

test("a coupled decay adds weightDecay p to the gradient", () => {
  expect(stepOf(sgd({ learningRate: 0.5, weightDecay: 0.25 }), 3, 8)).toBe(-2.5);
});

test("gradient descent on a parabola contracts by 1 - e h each step", () => {
  const optimizer = gradientDescent({ learningRate: 0.25 });
  let state = optimizer.init(0);
  let p: number = 1;
  for (let n = 1; n <= 20; n++) {
    const [update, next] = optimizer.update(2 * p, state, p);
    p += update;
    state = next;
    expect(p).toBe(0.5 ** n);
  }
});

test("the state holds the rate", () => {
  const optimizer = sgd({ learningRate: 0.5 });
  expectTypeOf(optimizer).toEqualTypeOf<GradientTransform<SgdState>>();
  expect(optimizer.init(0).rate.learningRate.item()).toBe(0.5);
});

test.each([-0.1, Number.NaN, Infinity])("rejects a weightDecay of %s", (weightDecay) => {
  expect(() => sgd({ learningRate: 0.1, weightDecay })).toThrow(RangeError);
});
