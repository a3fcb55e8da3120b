import { add, exp, multiply, sin, square, stack, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { checkpoint, customVjp, grad, hessianVectorProduct, jacobian, jvp, vjp, vmap } from "./index.ts";

// A checkpointed function, and one whose own rule is its derivative, are the function itself in every transform of
// every transform.
type Binary = (a: Tensor, b: Tensor) => Tensor;
type Pair = readonly [Tensor, Tensor];

const plain: Binary = (a, b) => multiply(sin(multiply(a, b)), exp(multiply(b, 0.3)));
const ofPair =
  (f: Binary) =>
  ([a, b]: Pair): Tensor =>
    f(a, b);
const ruled = (f: Binary): Binary => customVjp(f, (cotangent, inputs) => vjp(ofPair(f), inputs as Pair)[1](cotangent));

const same: Record<string, Binary> = {
  "a checkpoint": checkpoint(plain),
  "a checkpoint in a checkpoint": checkpoint((a: Tensor, b: Tensor) => checkpoint(plain)(a, b)),
  "a rule": ruled(plain),
  "a rule around a checkpoint": ruled(checkpoint(plain)),
  "a checkpoint around a rule": checkpoint(ruled(plain)),
};

const transforms: Record<string, (f: Binary) => Binary> = {
  "grad for a": (f) => (a, b) => grad((x: Tensor) => sum(f(x, b)))(a),
  "grad for b": (f) => (a, b) => grad((y: Tensor) => sum(sin(f(a, y))))(b),
  "grad for both": (f) => (a, b) =>
    grad((p: Pair) => sum(ofPair(f)(p)))([a, b]).reduce((g, h) => add(g, multiply(h, 2))),
  "jvp for a": (f) => (a, b) => jvp((x: Tensor) => f(x, b), a, square(a))[1],
  "jvp for both": (f) => (a, b) => jvp<Pair, Tensor>(ofPair(f), [a, b], [b, a])[1],
  "vmap over both": (f) => (a, b) => vmap(f)(a, b),
  "vmap over a": (f) => (a, b) => sum(vmap(f, { inAxes: [0, null] })(stack([a, square(a)]), b), { axis: 0 }),
  "vmap over b": (f) => (a, b) => sum(vmap(f, { inAxes: [null, 0] })(a, stack([b, square(b)])), { axis: 0 }),
  jacobian: (f) => (a, b) => sum(jacobian((x: Tensor) => sum(f(x, b), { axis: 0 }))(a), { axis: 0 }),
  "Hessian product": (f) => (a, b) => hessianVectorProduct((x: Tensor) => sum(f(x, b)), a, b),
  "a checkpoint": checkpoint,
};

const a = tensor(
  [
    [0.3, -0.8, 1.1],
    [0.4, 0.2, -0.5],
  ],
  { dtype: "float64" },
);
const b = tensor(
  [
    [0.9, 0.5, -0.4],
    [-1, 0.3, 0.6],
  ],
  { dtype: "float64" },
);

const pairs = Object.entries(transforms).flatMap(([outer, f]) =>
  Object.entries(transforms).map(([inner, g]) => ({ name: `${outer} of ${inner}`, both: (h: Binary) => f(g(h)) })),
);

describe.each(Object.entries(same))("%s is the function", (_, f) => {
  test.each(pairs)("in $name", ({ both }) => {
    const [got, expected] = [both(f)(a, b), both(plain)(a, b)];
    expect(got.shape).toEqual(expected.shape);
    got.dataSync().forEach((x, i) => expect(x).toBeCloseTo(expected.dataSync()[i]!, 11));
  });
});
