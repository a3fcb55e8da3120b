import {
  abs,
  add,
  divide,
  exp,
  greater,
  log,
  maximum,
  mean,
  multiply,
  negate,
  softmax,
  sqrt,
  square,
  stopGradient,
  subtract,
  sum,
  type Tensor,
  TraceError,
  tensor,
  where,
} from "@adjoint/tensor";
import { expect, test } from "vitest";
import { checkpoint, customVjp, grad, locateNonFinite } from "./index.ts";

const x = tensor([
  [1, 0],
  [4, 9],
]);

test("nothing is wrong", () => {
  expect(locateNonFinite((t: Tensor) => sum(square(t)), x)).toBeUndefined();
  expect(locateNonFinite((t: Tensor) => ({ loss: sum(t), note: "NaN" }), x)).toBeUndefined();
});

test("the first value on the way to the loss", () => {
  const loss = (t: Tensor): Tensor => mean(multiply(log(t), 2));
  expect(locateNonFinite(loss, x)).toEqual({
    kind: "value",
    operation: "log",
    inputs: [[2, 2]],
    shape: [2, 2],
    message:
      "log: its value [2,2] is -Infinity at [0,1] for finite inputs [2,2]; keep them inside of its domain and range",
  });
});

test("overflow, and NaN made from infinities", () => {
  const found = locateNonFinite((t: Tensor) => sum(subtract(exp(multiply(t, 100)), exp(multiply(t, 100)))), x);
  expect(found).toMatchObject({ kind: "value", operation: "exp" });
  expect(found!.message).toContain("Infinity at [0,0]");
});

test("the first gradient on the way to an argument, where every value is finite", () => {
  expect(locateNonFinite((t: Tensor) => sum(multiply(sqrt(t), 2)), x)).toEqual({
    kind: "gradient",
    operation: "sqrt",
    inputs: [[2, 2]],
    shape: [2, 2],
    message:
      "sqrt: its gradient for an input [2,2] is Infinity at [0,1]; keep the input away from there, by where before the operation and not behind it",
  });
  // the classic trap: the value is selected, the gradient is 0 * Infinity
  const trap = (t: Tensor): Tensor => sum(where(greater(t, 0), log(t), 0));
  expect(locateNonFinite(trap, x)).toMatchObject({ kind: "gradient", operation: "log" });
  const safe = (t: Tensor): Tensor => sum(where(greater(t, 0), log(where(greater(t, 0), t, 1)), 0));
  expect(locateNonFinite(safe, x)).toBeUndefined();
});

test("what is infinite and does no harm is not named", () => {
  const masked = (t: Tensor): Tensor => sum(square(softmax(where(greater(t, 0), t, -Infinity))));
  expect(locateNonFinite(masked, x)).toBeUndefined();
  // an infinite gradient that stops at a constant, beside one that arrives
  const both = (t: Tensor): Tensor => add(sum(sqrt(t)), sum(sqrt(maximum(negate(add(t, 1)), 0))));
  const found = locateNonFinite(both, x);
  expect(found).toMatchObject({ kind: "gradient", operation: "sqrt" });
  expect(found!.message).toContain("at [0,1]");
});

test("an argument that came in so is named by its path", () => {
  const loss = (p: { layers: Tensor[] }, scale: number, t: Tensor): Tensor =>
    sum(multiply(multiply(p.layers[1]!, t), scale));
  const bad = tensor([1, NaN]);
  expect(locateNonFinite(loss, { layers: [bad, x] }, 2, x)).toBeUndefined(); // it is not used
  const expected = { kind: "value", operation: "argument 0/layers/1", inputs: [], shape: [2] };
  const found = locateNonFinite(loss, { layers: [x, bad] }, 2, x);
  expect(found).toMatchObject(expected);
  expect(found!.message).toBe("argument 0/layers/1: it is NaN at [1] before any operation");
});

test("a constant", () => {
  const found = locateNonFinite((t: Tensor) => sum(add(t, tensor([1, Infinity]))), x);
  expect(found).toMatchObject({ kind: "value", operation: "add" });
  expect(found!.message).toContain("with a constant that is not finite [2,2] and [2,2]");
  expect(locateNonFinite((_t: Tensor) => tensor(NaN), x)).toMatchObject({ kind: "value", operation: "constant" });
});

test("operations without a derivative, and those inside of checkpoints and customVjp, are seen", () => {
  expect(locateNonFinite((t: Tensor) => sum(stopGradient(divide(t, subtract(t, t)))), x)?.operation).toBe("divide");
  const hidden = checkpoint((t: Tensor) => log(abs(t)));
  expect(locateNonFinite((t: Tensor) => sum(hidden(t)), x)?.operation).toBe("log");
  const root = checkpoint((t: Tensor) => multiply(sqrt(t), 3));
  expect(locateNonFinite((t: Tensor) => sum(root(t)), x)).toMatchObject({ kind: "gradient", operation: "sqrt" });
  const ruled = (limit: number) =>
    customVjp(
      function root(t: Tensor) {
        return sqrt(t);
      },
      (cotangent, _t, y) => [where(greater(y, limit), divide(cotangent, multiply(y, 2)), 0)],
    );
  const ofRoot = (limit: number) => locateNonFinite((t: Tensor) => sum(ruled(limit)(t)), x);
  expect(ofRoot(-1)).toMatchObject({ kind: "gradient", operation: "root" });
  expect(ofRoot(0)).toBeUndefined();
  const inner = (t: Tensor): Tensor => sum(square(grad((u: Tensor) => sum(sqrt(u)))(t)));
  expect(locateNonFinite(inner, x)).toMatchObject({ kind: "value", operation: "divide" }); // 1 / (2 sqrt(u))
});

test("integers are arguments like others", () => {
  const loss = (t: Tensor, k: Tensor): Tensor => sum(where(greater(k, 0), log(t), t));
  expect(locateNonFinite(loss, x, tensor([1, 0], { dtype: "int32" }))).toMatchObject({ operation: "log" });
});

test("errors", () => {
  expect(() => locateNonFinite((t: Tensor) => sum(t).shape as unknown as Tensor, x)).toThrow(
    "locateNonFinite: the function must return a tensor or { loss, ... }, got an array of 0; return its loss?",
  );
  const slow = (async (t: Tensor) => sum(t)) as unknown as (t: Tensor) => Tensor;
  expect(() => locateNonFinite(slow, x)).toThrow("locateNonFinite: slow must return its result, got a promise");
  expect(() => grad((t: Tensor) => (locateNonFinite((u: Tensor) => sum(u), t), sum(t)))(x)).toThrow(TraceError);
});
