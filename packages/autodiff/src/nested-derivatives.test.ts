import {
  add,
  cos,
  exp,
  matmul,
  mean,
  multiply,
  negate,
  onesLike,
  pow,
  sin,
  slice,
  square,
  stack,
  sum,
  type Tensor,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { grad, gradcheck, hessianVectorProduct, jvp, valueAndGrad, vjp, vmap } from "./index.ts";

type Scalar = (x: Tensor) => Tensor;
const scalar = (x: number): Tensor => tensor(x, { dtype: "float64" });
const nth = (f: Scalar, order: number): Scalar => (order === 0 ? f : grad(nth(f, order - 1)));
const pushed =
  (f: Scalar): Scalar =>
  (x) =>
    jvp(f, x, onesLike(x))[1];
const expectClose = (got: Tensor, expected: Tensor | readonly number[], digits = 12): void => {
  const wanted = Array.isArray(expected) ? (expected as readonly number[]) : [...(expected as Tensor).dataSync()];
  expect([...got.dataSync()].length).toBe(wanted.length);
  [...got.dataSync()].forEach((x, i) => expect(x).toBeCloseTo(wanted[i]!, digits));
};

describe("orders up to 4 against closed forms", () => {
  const x = 0.7;
  const [s, c, e] = [Math.sin(x), Math.cos(x), Math.exp(x)];
  test.each<[string, Scalar, number[]]>([
    ["sin", sin, [s, c, -s, -c, s]],
    ["exp", exp, [e, e, e, e, e]],
    ["x^5", (t) => pow(t, 5), [x ** 5, 5 * x ** 4, 20 * x ** 3, 60 * x ** 2, 120 * x]],
    // (e^x sin x)' = e^x (sin + cos), then 2 e^x cos, 2 e^x (cos - sin), -4 e^x sin
    ["e^x sin x", (t) => multiply(exp(t), sin(t)), [e * s, e * (s + c), 2 * e * c, 2 * e * (c - s), -4 * e * s]],
  ])("%s", (_, f, expected) => {
    expected.forEach((value, order) => {
      expect(nth(f, order)(scalar(x)).item()).toBeCloseTo(value, 12);
    });
  });

  test("forward mode nests too, and mixes with reverse mode", () => {
    const f: Scalar = (t) => multiply(exp(t), sin(t));
    const third = 2 * e * (c - s);
    for (const mixed of [
      pushed(pushed(pushed(f))),
      grad(pushed(grad(f))),
      pushed(grad(pushed(f))),
      grad(grad(pushed(f))),
      pushed(grad(grad(f))),
    ])
      expect(mixed(scalar(x)).item()).toBeCloseTo(third, 12);
  });
});

describe("perturbations are not confused", () => {
  // Siskind and Pearlmutter 2005, Perturbation confusion and referential transparency: the inner derivative is 1
  // whatever x is, so the outer one is 1, not 2.
  const inner = (x: Tensor, derive: (f: Scalar) => Scalar): Tensor => derive((y) => add(x, y))(scalar(1));
  test.each<[string, (f: Scalar) => Scalar, (f: Scalar) => Scalar]>([
    ["grad of grad", grad, grad],
    ["jvp of jvp", pushed, pushed],
    ["grad of jvp", grad, pushed],
    ["jvp of grad", pushed, grad],
  ])("d/dx (x d/dy (x + y)) = 1: %s", (_, outside, inside) => {
    expect(outside((x) => multiply(x, inner(x, inside)))(scalar(1)).item()).toBe(1);
  });

  test.each<[string, (f: Scalar) => Scalar, (f: Scalar) => Scalar]>([
    ["grad", grad, grad],
    ["jvp", pushed, pushed],
    ["mixed", grad, pushed],
  ])("d/dx (x d/dy (x y)) = 2 x: %s", (_, outside, inside) => {
    const f: Scalar = (x) => multiply(x, inside((y) => multiply(x, y))(scalar(2)));
    expect(outside(f)(scalar(3)).item()).toBe(6);
  });

  test("the inner derivative at the outer variable: d/dx (d/dy (x y^2) at y = x) = 4 x", () => {
    const f: Scalar = (x) => grad((y: Tensor) => multiply(x, square(y)))(x);
    expect(grad(f)(scalar(3)).item()).toBe(12);
    expect(pushed(f)(scalar(3)).item()).toBe(12);
  });

  test("a pullback called in another derivative than it was made in", () => {
    // y = x^2 and its pullback c -> 2 x c; d/dc (2 x c)^2 at c = 1 is 8 x^2
    const [, pullback] = vjp((x: Tensor) => square(x), scalar(3));
    expect(grad((c: Tensor) => square(pullback(c)))(scalar(1)).item()).toBe(72);
    // and inside of the derivative for x: d/dx (2 x) = 2
    expect(grad((x: Tensor) => vjp(square, x)[1](scalar(1)))(scalar(3)).item()).toBe(2);
  });

  test("an outer tensor that an inner function returns untouched is a constant there", () => {
    const f: Scalar = (x) => add(grad<Tensor, []>(() => x)(scalar(1)), square(x));
    expect(grad(f)(scalar(3)).item()).toBe(6);
  });
});

interface Params {
  w: Tensor;
  b: Tensor;
}
const predict = ({ w, b }: Params, x: Tensor): Tensor => add(matmul(x, w), b);
const lossOf = (params: Params, x: Tensor): Tensor => mean(square(sin(predict(params, x))));
const matrix = (rows: number, columns: number, seed: number): Tensor =>
  tensor(
    Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(seed + 1.7 * i)),
    { shape: [rows, columns] },
  );
const params: Params = { w: matrix(3, 2, 1), b: tensor([0.1, -0.2], { dtype: "float64" }) };
const batch = matrix(4, 3, 2);
const examples = [0, 1, 2, 3].map((k) => slice(batch, [k]));

describe("vmap and grad", () => {
  test("vmap of grad gives the gradient of each example", () => {
    const [losses, gradients] = vmap(valueAndGrad(lossOf), { inAxes: [null, 0] })(params, batch);
    const loop = examples.map((x) => valueAndGrad(lossOf)(params, x));
    expectClose(losses, stack(loop.map(([loss]) => loss)));
    expect(gradients.w.shape).toEqual([4, 3, 2]);
    expectClose(gradients.w, stack(loop.map(([, g]) => g.w)));
    expectClose(gradients.b, stack(loop.map(([, g]) => g.b)));
  });

  test("grad of vmap is the gradient of the loop", () => {
    const mapped = (p: Params): Tensor => mean(vmap(lossOf, { inAxes: [null, 0] })(p, batch));
    const looped = (p: Params): Tensor => mean(stack(examples.map((x) => lossOf(p, x))));
    const [got, expected] = [grad(mapped)(params), grad(looped)(params)];
    expectClose(got.w, expected.w);
    expectClose(got.b, expected.b);
  });

  test("second derivatives through vmap agree with differences", () => {
    const mapped = (w: Tensor, b: Tensor): Tensor => {
      const gradients = vmap(grad(lossOf), { inAxes: [null, 0] })({ w, b }, batch);
      return add(sum(square(gradients.w)), sum(sin(gradients.b)));
    };
    expect(gradcheck(mapped, [params.w, params.b], { order: 1 })).toBeLessThan(1e-8);
  });

  test("grad of vmap of grad, and vmap of grad of grad, are loops", () => {
    const f: Scalar = (x) => multiply(exp(x), sin(x));
    const xs = tensor([0.1, 0.5, -0.3], { dtype: "float64" });
    const second = [...xs.dataSync()].map((x) => 2 * Math.exp(x) * Math.cos(x));
    expectClose(vmap(grad(grad(f)))(xs), second);
    expectClose(grad((t: Tensor) => sum(vmap(grad(f))(t)))(xs), second);
    expectClose(vmap(pushed(grad(f)))(xs), second);
    expectClose(pushed(vmap(grad(f)))(xs), second);
  });

  test("vmap over two axes, one in the other", () => {
    const [a, b] = [matrix(3, 4, 3), matrix(5, 4, 4)];
    const inner = (x: Tensor, y: Tensor): Tensor => sum(multiply(sin(x), cos(y)));
    const table = vmap((x: Tensor) => vmap((y: Tensor) => inner(x, y))(b))(a);
    expect(table.shape).toEqual([3, 5]);
    const loop = [0, 1, 2].map((i) => stack([0, 1, 2, 3, 4].map((j) => inner(slice(a, [i]), slice(b, [j])))));
    expectClose(table, stack(loop));
    // d/dx sum_j sin(x) cos(y_j), example by example
    const gradients = vmap(grad((x: Tensor) => sum(vmap((y: Tensor) => inner(x, y))(b))))(a);
    expectClose(gradients, multiply(cos(a), sum(cos(b), { axis: 0 })));
  });
});

describe("Hessian products", () => {
  const v: Params = { w: matrix(3, 2, 5), b: tensor([1, -1], { dtype: "float64" }) };
  const loss = (p: Params): Tensor => lossOf(p, batch);
  const inner = (a: Params, b: Params): Tensor => add(sum(multiply(a.w, b.w)), sum(multiply(a.b, b.b)));

  test("jvp of grad, grad of jvp and grad of grad are the same product", () => {
    const product = hessianVectorProduct(loss, params, v);
    for (const other of [
      jvp(grad(loss), params, v)[1],
      grad((p: Params) => jvp(loss, p, v)[1])(params),
      grad((p: Params) => inner(grad(loss)(p), v))(params),
      vjp(grad(loss), params)[1](v), // the Hessian is symmetric
    ]) {
      expectClose(other.w, product.w);
      expectClose(other.b, product.b);
    }
  });

  test("it is the difference of gradients along the vector", () => {
    const h = 1e-5;
    const moved = (k: number): Params => ({
      w: add(params.w, multiply(v.w, k * h)),
      b: add(params.b, multiply(v.b, k * h)),
    });
    const [after, before] = [grad(loss)(moved(1)), grad(loss)(moved(-1))];
    const difference = multiply(add(after.w, negate(before.w)), 1 / (2 * h));
    expectClose(hessianVectorProduct(loss, params, v).w, difference, 8);
  });

  test("a derivative in a direction of zeros is 0", () => {
    const zero: Params = { w: zeros([3, 2], "float64"), b: zeros([2], "float64") };
    expectClose(hessianVectorProduct(loss, params, zero).w, zero.w);
  });
});
