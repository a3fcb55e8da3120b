import {
  add,
  bind,
  cos,
  DTypeError,
  exp,
  fromBuffer,
  matmul,
  multiply,
  negate,
  type Primitive,
  sin,
  square,
  stopGradient,
  sum,
  type Tensor,
  tensor,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { customVjp, GradcheckError, gradcheck } from "./index.ts";

const x = tensor([0.4, -1.3, 2], { dtype: "float64" });

/** sin with a derivative to be tried. */
const sinWith = (vjp: Primitive<[Tensor], [Tensor]>["vjp"]): ((t: Tensor) => Tensor) => {
  const primitive: Primitive<[Tensor], [Tensor], undefined> = {
    name: "sin",
    shape: ([t]) => [t],
    kernel: ([t]) => [fromBuffer(Float64Array.from(t.dataSync(), Math.sin), t)],
    vjp,
    batch: null,
  };
  return (t) => bind(primitive, [t], undefined)[0];
};

test("says how exact a right derivative is", () => {
  const right = sinWith(([c], [t]) => [() => multiply(c, cos(t))]);
  expect(gradcheck(right, [x])).toBeLessThan(1e-10);
  expect(gradcheck(right, [x], { order: 4 })).toBeLessThan(1e-9);
  expect(gradcheck((a, b) => matmul(sin(a), exp(b)), [x, x], { order: 3 })).toBeLessThan(1e-8);
});

describe("finds", () => {
  test("a wrong sign, in the input where it is", () => {
    const wrong = sinWith(([c], [t]) => [() => negate(multiply(c, cos(t)))]);
    const failing = (): number => gradcheck((a, b) => add(square(a), wrong(b)), [x, x]);
    expect(failing).toThrow(GradcheckError);
    expect(failing).toThrow(/^gradcheck: derivative 1 for input 1 of shape \[3\] is .* at entry 0, differences say /);
  });

  test("an error of one part in ten thousand", () => {
    const off = sinWith(([c], [t]) => [() => multiply(multiply(c, cos(t)), 1.0001)]);
    expect(() => gradcheck(off, [x])).toThrow(GradcheckError);
    expect(gradcheck(off, [x], { tolerance: 1e-3, order: 1 })).toBeGreaterThan(1e-5);
  });

  test("a wrong second derivative of a right first one", () => {
    const once = sinWith(([c], [t]) => [() => multiply(c, stopGradient(cos(t)))]);
    expect(gradcheck(once, [x], { order: 1 })).toBeLessThan(1e-10);
    expect(() => gradcheck(once, [x])).toThrow("derivative 2");
  });

  test("a derivative that is missing, or not finite", () => {
    expect(() => gradcheck(sinWith(null), [x])).toThrow("is 0 at entry 0");
    const broken = sinWith(([c]) => [() => multiply(c, NaN)]);
    expect(() => gradcheck(broken, [x])).toThrow("is NaN at entry 0");
  });

  test("a rule that is not linear in the cotangent", () => {
    const bent = customVjp(
      (t: Tensor) => t,
      (c) => [add(c, multiply(square(c), 0.5))],
    );
    // so wide a tolerance lets the first comparison pass
    expect(() => gradcheck((t) => bent(t), [x], { tolerance: 0.6 })).toThrow("linearity of derivative 1 for input 0");
  });
});

test("takes float64 alone", () => {
  expect(() => gradcheck((t) => sum(t), [tensor([1, 2])])).toThrow(
    new DTypeError("gradcheck: inputs must be float64, got float32; differences need its digits, cast them?"),
  );
});

test("one tensor is no list of inputs", () => {
  const x = tensor([1], { dtype: "float64" });
  expect(() => Reflect.apply(gradcheck, undefined, [(t: typeof x) => t, x])).toThrow(
    "gradcheck: a list of inputs is needed",
  );
});
