import {
  add,
  argMax,
  DTypeError,
  exp,
  eye,
  matmul,
  multiply,
  pow,
  prod,
  sin,
  slice,
  softmax,
  square,
  stack,
  sum,
  type Tensor,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { grad, hessian, hessianVectorProduct, type JacobianOf, jacobian, vmap } from "./index.ts";

const values = (...list: number[]): Tensor => tensor(list, { dtype: "float64" });
const x = values(0.5, -1, 2);
const expectClose = (got: Tensor, expected: Tensor): void => {
  expect(got.shape).toEqual(expected.shape);
  got.dataSync().forEach((value, i) => expect(value).toBeCloseTo(expected.dataSync()[i]!, 12));
};

interface Point {
  a: Tensor;
  b?: Tensor;
}
const point: Point = {
  a: x,
  b: tensor(
    [
      [1, 2, 0.5],
      [-1, 0, 3],
    ],
    { dtype: "float64" },
  ),
};

describe("jacobian", () => {
  test.each([undefined, "forward", "reverse"] as const)("of softmax is diag(p) - p p', mode %s", (mode) => {
    const p = [...softmax(x).dataSync()];
    const expected = p.map((pi, i) => p.map((pj, j) => (i === j ? pi : 0) - pi * pj));
    expectClose(jacobian((t: Tensor) => softmax(t), mode ? { mode } : {})(x), tensor(expected, { dtype: "float64" }));
  });

  test.each(["forward", "reverse"] as const)("of a linear map is its matrix, mode %s", (mode) => {
    const matrix = point.b!;
    expect(jacobian((t: Tensor) => matmul(matrix, t), { mode })(x).toArray()).toEqual(matrix.toArray());
    // d (A X) [i,j] / d X [k,l] = A[i,k] if j = l
    const wide = jacobian((t: Tensor) => matmul(matrix, t), { mode })(zeros([3, 4], "float64"));
    expect(wide.shape).toEqual([2, 4, 3, 4]);
    expect(slice(wide, [1, 2, null, 2]).toArray()).toEqual([-1, 0, 3]);
    expect(slice(wide, [1, 2, null, 1]).toArray()).toEqual([0, 0, 0]);
  });

  test.each(["forward", "reverse"] as const)("of trees is a tree of trees, mode %s", (mode) => {
    const f = ({ a, b }: Point): [Tensor, { total: Tensor }] => [matmul(b!, sin(a)), { total: sum(exp(b!)) }];
    const all = jacobian(f, { mode })(point);
    expectTypeOf(all).toEqualTypeOf<JacobianOf<[Tensor, { total: Tensor }], Point>>();
    expectTypeOf(all[1].total).toEqualTypeOf<Point>();
    const rows = [0, 1].map((i) => grad((p: Point) => slice(f(p)[0], [i]))(point));
    expectClose(all[0].a, stack(rows.map((row) => row.a)));
    expectClose(all[0].b!, stack(rows.map((row) => row.b!)));
    expectClose(all[1].total.a, zeros([3], "float64"));
    expectClose(all[1].total.b!, exp(point.b!));
  });

  test("for another argument, in the mode that needs less", () => {
    const f = (scale: number, s: Tensor): Tensor => multiply(pow(stack([s, s, s, s]), values(1, 2, 3, 4)), scale);
    const column = jacobian(f, { argument: 1 })(2, tensor(3, { dtype: "float64" }));
    expectTypeOf(column).toEqualTypeOf<Tensor>();
    expectClose(column, values(2, 12, 54, 216)); // 2 k s^(k-1)
  });

  test("of a result or an argument without elements", () => {
    expect(jacobian((t: Tensor) => slice(t, [[0, 0]]))(x).shape).toEqual([0, 3]);
    expect(jacobian((t: Tensor) => add(x, sum(t)))(zeros([0], "float64")).shape).toEqual([3, 0]);
  });

  test("can be mapped and differentiated", () => {
    const f = (t: Tensor): Tensor => multiply(square(t), sum(t));
    const batch = stack([x, values(1, 2, 3)]);
    expectClose(vmap(jacobian(f))(batch), stack([jacobian(f)(x), jacobian(f)(values(1, 2, 3))]));
    // trace of the Jacobian of t^2 sum(t): 2 sum(t)^2 + sum(t^2), whose gradient is 4 sum(t) + 2 t
    const trace = (t: Tensor): Tensor => sum(multiply(jacobian(f)(t), eye(3, 3, "float64")));
    expectClose(grad(trace)(x), add(multiply(x, 2), 4 * sum(x).item()));
  });

  test("errors", () => {
    expect(() => jacobian((t: Tensor) => ({ where: argMax(t) }))(x)).toThrow(
      new DTypeError(
        "jacobian: where must be of a floating-point type to have a derivative, got int32; leave it out or cast it?",
      ),
    );
    expect(() => jacobian((t: Tensor) => t)(tensor([1], { dtype: "int32" }))).toThrow(
      "jacobian: the argument: a floating-point type is needed, got int32",
    );
    // @ts-expect-error a text has no derivative
    expect(() => jacobian((_name: string, t: Tensor) => t, { argument: 0 })("a", x)).toThrow(
      'jacobian: the argument: a tensor is needed, got the text "a"',
    );
  });
});

describe("hessian", () => {
  test("of a product", () => {
    const h = hessian((t: Tensor) => prod(t))(values(2, 3, 5));
    expect(h.toArray()).toEqual([
      [0, 5, 3],
      [5, 0, 2],
      [3, 2, 0],
    ]);
  });

  test("of the function of Rosenbrock", () => {
    const rosenbrock = (t: Tensor): Tensor => {
      const [a, b] = [slice(t, [0]), slice(t, [1])];
      return add(square(add(1, multiply(a, -1))), multiply(square(add(b, multiply(square(a), -1))), 100));
    };
    // [[2 - 400 (b - 3 a^2), -400 a], [-400 a, 200]]
    expect(hessian(rosenbrock)(values(-1, 2)).toArray()).toEqual([
      [402, 400],
      [400, 200],
    ]);
  });

  test("of a tree has a block for each two leaves; the auxiliary output does no harm", () => {
    const f = ({ a, b }: Point): { loss: Tensor; note: string } => ({
      loss: sum(matmul(square(b!), sin(a))),
      note: "",
    });
    const h = hessian(f)(point);
    expectTypeOf(h).toEqualTypeOf<JacobianOf<Point, Point>>();
    expect([h.a.a.shape, h.a.b!.shape, h.b!.a.shape, h.b!.b!.shape]).toEqual([
      [3, 3],
      [3, 2, 3],
      [2, 3, 3],
      [2, 3, 2, 3],
    ]);
    // d/da_j (2 b_ik sin(a_k)) = 2 b_ik cos(a_k) if j = k
    expect(slice(h.b!.a, [1, 2]).toArray()).toEqual([0, 0, 6 * Math.cos(2)]);
    for (let j = 0; j < 3; j++) expectClose(slice(h.a.b!, [j]), slice(h.b!.a, [null, null, j]));
  });

  test("of another argument", () => {
    const h = hessian((k: Tensor, t: Tensor) => sum(multiply(pow(t, 3), k)), { argument: 1 })(values(2), values(1, 2));
    expectTypeOf(h).toEqualTypeOf<Tensor>();
    expect(h.toArray()).toEqual([
      [12, 0],
      [0, 24],
    ]);
  });

  test("times a vector is the product without the matrix", () => {
    const f = (t: Tensor): Tensor => prod(add(sin(t), 2));
    const v = values(1, -2, 0.5);
    expectClose(hessianVectorProduct(f, x, v), matmul(hessian(f)(x), v));
    expect(() => hessianVectorProduct(f, x, values(1))).toThrow(
      "hessianVectorProduct: the tangent must be float64 [3] like what it belongs to, got float64 [1]",
    );
  });
});
