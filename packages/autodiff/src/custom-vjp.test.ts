import {
  add,
  bind,
  exp,
  log1p,
  multiply,
  negate,
  nextTraceId,
  type Primitive,
  pow,
  round,
  ShapeError,
  sin,
  square,
  stack,
  sum,
  Tensor,
  type Trace,
  TraceError,
  tensor,
  where,
} from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { checkpoint, customVjp, grad, gradcheck, hessian, jvp, vjp, vmap } from "./index.ts";

const values = (...list: number[]): Tensor => tensor(list, { dtype: "float64" });
const x = values(0.4, -1.3, 2);

/** Not the derivative of sin: shows who asks the rule. */
const marked = customVjp(
  (t: Tensor) => sin(t),
  (cotangent, [t]) => [multiply(cotangent, multiply(t, 10))],
);
const cube = customVjp(
  (t: Tensor) => pow(t, 3),
  (cotangent, [t]) => [multiply(cotangent, multiply(square(t), 3))],
);

describe("the rule is the derivative", () => {
  test("its value is that of the function, traced or not", () => {
    expect(marked(x).toArray()).toEqual(sin(x).toArray());
    expect(vjp((t: Tensor) => marked(t), x)[0].toArray()).toEqual(sin(x).toArray());
  });

  test("under grad, jvp, vmap and each in the other", () => {
    const ten = multiply(x, 10).toArray();
    const total = (t: Tensor): Tensor => sum(marked(t));
    expect(grad(total)(x).toArray()).toEqual(ten);
    expect(jvp(marked, x, values(1, 1, 1))[1].toArray()).toEqual(ten);
    expect(vmap(grad((t: Tensor) => marked(t)))(x).toArray()).toEqual(ten);
    expect(grad((t: Tensor) => sum(vmap(marked)(t)))(x).toArray()).toEqual(ten);
    expect(grad((t: Tensor) => sum(vmap(vmap(marked))(stack([t, t]))))(x).toArray()).toEqual(multiply(x, 20).toArray());
    expect(vmap((t: Tensor) => jvp(marked, t, t)[1])(x).toArray()).toEqual(multiply(multiply(x, 10), x).toArray());
    expect(grad((t: Tensor) => sum(checkpoint(marked)(t)))(x).toArray()).toEqual(ten);
  });

  test("and is differentiated itself for higher orders", () => {
    expect(grad((t: Tensor) => sum(grad((u: Tensor) => sum(marked(u)))(t)))(x).toArray()).toEqual([10, 10, 10]);
    const s = tensor(1.5, { dtype: "float64" });
    const [first, second, third] = [grad(cube), grad(grad(cube)), grad(grad(grad(cube)))];
    expect([first(s).item(), second(s).item(), third(s).item()]).toEqual([6.75, 9, 6]);
    expect(gradcheck(cube, [x], { order: 3 })).toBeLessThan(1e-9);
    expect(hessian((t: Tensor) => sum(cube(t)))(values(1, 2)).toArray()).toEqual([
      [6, 0],
      [0, 12],
    ]);
  });

  test("gradcheck finds a wrong rule, and one that is not linear in the cotangent", () => {
    expect(() => gradcheck(marked, [x])).toThrow("derivative 1 for input 0");
    const clipped = customVjp(
      (t: Tensor) => t,
      (cotangent) => [square(cotangent)],
    );
    expect(() => gradcheck(clipped, [x])).toThrow("gradcheck");
  });

  test("examples: straight-through rounding, reversed gradients, a stable log(1 + e^x)", () => {
    const straightThrough = customVjp(
      (t: Tensor) => round(t),
      (cotangent) => [cotangent],
    );
    expect(grad((t: Tensor) => sum(square(straightThrough(t))))(x).toArray()).toEqual([0, -2, 4]); // 2 round(x)
    const reversed = customVjp(
      (t: Tensor) => t,
      (cotangent) => [negate(cotangent)],
    );
    expect(grad((t: Tensor) => sum(square(reversed(t))))(x).toArray()).toEqual([-0.8, 2.6, -4]);
    const log1pexp = customVjp(
      (t: Tensor) => log1p(exp(t)),
      (cotangent, [t]) => [multiply(cotangent, pow(add(exp(negate(t)), 1), -1))],
    );
    expect(grad(log1pexp)(tensor(100)).item()).toBe(1);
  });
});

interface Pair {
  a: Tensor;
  b?: Tensor;
}
const mixed = customVjp(
  ({ a, b }: Pair, k: number, labels: Tensor): { product: Tensor; copies: [Tensor] } => ({
    product: multiply(multiply(a, b!), k),
    copies: [where(labels, a, 0)],
  }),
  ({ product, copies: [copy] }, [{ a, b }, k, labels]) => [
    { a: add(multiply(product, multiply(b!, k)), where(labels, copy, 0)), b: multiply(product, multiply(a, k)) },
    null,
    null,
  ],
);
const labels = tensor([true, false, true]);

describe("arguments and results", () => {
  test("are trees; settings and integers have no gradient", () => {
    expectTypeOf(mixed).toEqualTypeOf<(p: Pair, k: number, labels: Tensor) => { product: Tensor; copies: [Tensor] }>();
    const f = (a: Tensor, b: Tensor): Tensor => {
      const { product, copies } = mixed({ a, b }, 3, labels);
      return add(sin(product), copies[0]);
    };
    expect(gradcheck(f, [x, values(1, -2, 0.5)])).toBeLessThan(1e-8);
  });

  test("a result that is not used has a cotangent of zeros", () => {
    const gradient = grad((a: Tensor) => sum(mixed({ a, b: x }, 2, labels).copies[0]))(values(1, 2, 3));
    expect(gradient.toArray()).toEqual([1, 0, 1]);
  });

  test("null is no gradient, for a tensor too", () => {
    const onlyFirst = customVjp(
      (a: Tensor, b: Tensor) => multiply(a, b),
      (cotangent, [, b]) => [multiply(cotangent, b), null],
    );
    const [, pullback] = vjp(([a, b]: readonly [Tensor, Tensor]) => onlyFirst(a, b), [x, x] as const);
    expect(pullback(values(1, 1, 1)).map((g) => g.toArray())).toEqual([x.toArray(), [0, 0, 0]]);
  });

  test("what all examples share gets the sum of their gradients", () => {
    const scaled = customVjp(
      (t: Tensor, w: Tensor) => sum(multiply(t, w)),
      (cotangent, [t, w]) => [multiply(cotangent, w), multiply(cotangent, t)],
    );
    const batch = stack([x, values(1, 2, 3)]);
    const mapped = vmap(scaled, { inAxes: [0, null] });
    expect(grad((w: Tensor) => sum(mapped(batch, w)))(x).toArray()).toEqual(add(x, values(1, 2, 3)).toArray());
    expect(gradcheck((t, w) => square(mapped(t, w)), [batch, x])).toBeLessThan(1e-8);
    const shared = vmap((w: Tensor) => grad(scaled, { argument: 1 })(x, w))(batch);
    expect(shared.toArray()).toEqual(stack([x, x]).toArray());
  });
});

test("a trace that knows nothing of it sees the operations inside", () => {
  class Seen extends Tensor {
    readonly value: Tensor;
    constructor(trace: Trace, value: Tensor) {
      super(value.shape, value.dtype, undefined, trace);
      this.value = value;
    }
  }
  const names: string[] = [];
  const graph: Trace = {
    id: nextTraceId(),
    record: (primitive: Primitive, inputs, attributes) => {
      names.push(primitive.name);
      const lowered = inputs.map((t) => (t instanceof Seen ? t.value : t));
      return bind(primitive, lowered, attributes).map((t) => new Seen(graph, t));
    },
  };
  marked(new Seen(graph, x));
  expect(names).toEqual(["sin"]);
  names.length = 0;
  grad((t: Tensor) => sum(marked(t)))(new Seen(graph, x));
  expect(names).toContain("sin");
  expect(names).not.toContain("cos"); // the rule of the user, in operations that the trace sees
});

describe("errors", () => {
  const f = (a: Tensor, b: Pair): Tensor => multiply(a, b.a);
  const withRule = (gradients: unknown) => (): unknown =>
    grad((a: Tensor) => sum(customVjp(f, () => gradients as [null, null])(a, { a: x, b: x })))(x);
  test.each<[string, unknown, Error]>([
    [
      "no array",
      x,
      new TypeError(
        "customVjp: the rule must return an array of 2 gradients, one for each argument, got a Tensor; use null for an argument that has none",
      ),
    ],
    [
      "an array of another length",
      [x],
      new TypeError(
        "customVjp: the rule must return an array of 2 gradients, one for each argument, got an array of 1; use null for an argument that has none",
      ),
    ],
    [
      "a tensor of another shape",
      [values(1), null],
      new ShapeError(
        "customVjp: the gradient of argument 0 must be float64 [3] like what it belongs to, got float64 [1]; cast or reshape it?",
      ),
    ],
    [
      "a tensor of another type",
      [null, { a: tensor([1, 2, 3]), b: x }],
      new ShapeError(
        "customVjp: the gradient of argument 1/a must be float64 [3] like what it belongs to, got float32 [3]; cast or reshape it?",
      ),
    ],
    [
      "a number",
      [1, null],
      new TypeError("customVjp: the gradient of argument 0 must be a tensor, got 1; make it one?"),
    ],
    [
      "nothing for an argument",
      [undefined, null],
      new TypeError(
        "customVjp: the rule must return gradients of the form of the arguments: tree: 0 must be a leaf as in the first tree, got missing; rename or add what differs?",
      ),
    ],
    [
      "a tree of another form",
      [x, { a: x }],
      new TypeError(
        "customVjp: the rule must return gradients of the form of the arguments: tree: 1 must be a record of {a, b} as in the first tree, got a record of {a}; rename or add what differs?",
      ),
    ],
    [
      "a promise",
      Promise.resolve([x, null]),
      new TypeError(
        "customVjp: the rule must return its result, got a promise, as asynchronous functions do; await the data before and pass it in",
      ),
    ],
  ])("the rule returns %s", (_, gradients, error) => {
    expect(withRule(gradients)).toThrow(error);
  });

  test("types: the rule must fit the function", () => {
    const twice = (c: Tensor): [Tensor, Tensor] => [c, c];
    // @ts-expect-error two gradients for one argument
    expect(() => grad(customVjp((t: Tensor) => sum(t), twice))(x)).toThrow(TypeError);
    const first = ({ a }: Pair): Tensor => sum(a);
    // @ts-expect-error a gradient of another form
    expect(() => grad(customVjp(first, (c) => [c]))({ a: x })).toThrow(TypeError);
    const named = (): { name: string } => ({ name: "sum" });
    // @ts-expect-error a result without tensors
    expect(customVjp(named, () => [])().name).toBe("sum");
  });

  test("a traced tensor that is not among the arguments", () => {
    const captured = new TraceError(
      "scaled: the function uses a traced tensor that is not among its arguments; pass it in as one",
    );
    const f = (t: Tensor, w: Tensor): Tensor => {
      const scaled = (u: Tensor): Tensor => multiply(u, w);
      return sum(customVjp(scaled, (c) => [c])(t));
    };
    expect(() => grad((w: Tensor) => f(w, w))(x)).toThrow(captured);
    expect(() => grad((t: Tensor) => grad((w: Tensor) => f(t, w))(t) && sum(t))(x)).toThrow(captured);
    expect(() => vmap((w: Tensor) => f(w, w))(stack([x, x]))).toThrow(captured);
    // a tensor of an outer function is a constant, if the argument belongs to an inner one
    expect(grad((t: Tensor) => f(t, x))(x).toArray()).toEqual([1, 1, 1]);
  });

  test("asynchronous functions are rejected", () => {
    const slow = (async (t: Tensor) => t) as unknown as (t: Tensor) => Tensor;
    expect(() => customVjp(slow, (c) => [c])(x)).toThrow("customVjp: slow must return its result, got a promise");
  });
});
