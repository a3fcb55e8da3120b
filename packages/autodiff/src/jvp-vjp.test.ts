import { argMax, cos, exp, matmul, multiply, ShapeError, sin, square, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { jvp, vjp } from "./index.ts";

const x = tensor([0.3, -1.2, 2], { dtype: "float64" });
const v = tensor([1, 0.5, -2], { dtype: "float64" });

interface Point {
  a: Tensor;
  b?: Tensor;
}
const point: Point = { a: x, b: v };
const several = ({ a, b }: Point): { product: Tensor; waves: [Tensor, Tensor]; largest: Tensor } => ({
  product: multiply(a, b!),
  waves: [sin(a), exp(b!)],
  largest: argMax(a),
});

describe("jvp", () => {
  test("is the derivative along the tangent", () => {
    const [value, tangent] = jvp(sin, x, v);
    expect(value.toArray()).toEqual(sin(x).toArray());
    expect(tangent.toArray()).toEqual(multiply(cos(x), v).toArray());
  });

  test("of trees: a tangent for each leaf of the result, zeros for integers", () => {
    const [value, tangent] = jvp(several, { a: x, b: v }, { a: v, b: x });
    expectTypeOf(tangent).toEqualTypeOf<{ product: Tensor; waves: [Tensor, Tensor]; largest: Tensor }>();
    expect(value.largest.item()).toBe(2);
    // d(a b) = a db + b da
    expect(tangent.product.toArray()).toEqual([0.09 + 1, 1.44 + 0.25, 4 + 4]);
    expect(tangent.waves[1].toArray()).toEqual(multiply(exp(v), x).toArray());
    expect([tangent.largest.dtype, tangent.largest.item()]).toEqual(["int32", 0]);
  });

  test("of a function with more results than inputs, and one that ignores its input", () => {
    const s = tensor(2, { dtype: "float64" });
    expect(jvp((t: Tensor) => multiply(square(t), v), s, s)[1].toArray()).toEqual([8, 4, -16]); // 2 t v dt
    expect(jvp((): Tensor => v, s, s)[1].toArray()).toEqual([0, 0, 0]);
  });

  test("tangents must be like the parameters", () => {
    expect(() => jvp(several, { a: x, b: v }, { a: v, b: sum(v) })).toThrow(
      new ShapeError(
        "jvp: the tangent of b must be float64 [3] like what it belongs to, got float64 []; cast or reshape it?",
      ),
    );
    expect(() => jvp(sin as (t: Tensor) => Tensor, x, tensor([1, 2, 3]))).toThrow(
      "jvp: the tangent must be float64 [3] like what it belongs to, got float32 [3]; cast or reshape it?",
    );
    expect(() => jvp(several, { a: x, b: v }, { a: v })).toThrow(
      "jvp: tree: the root must be a record of {a, b} as in the first tree, got a record of {a}",
    );
    // @ts-expect-error a number is no tangent
    expect(() => jvp((t: Tensor) => sin(t), x, 1)).toThrow("jvp: the tangent must be a tensor, got 1; make it one?");
  });
});

describe("vjp", () => {
  test("its pullback may be called again and again", () => {
    const [value, pullback] = vjp((t: Tensor) => sin(t), x);
    expect(value.toArray()).toEqual(sin(x).toArray());
    for (const k of [1, -2, 0])
      expect(pullback(multiply(v, k)).toArray()).toEqual(multiply(multiply(v, k), cos(x)).toArray());
  });

  test("of trees: the gradient of the sum over all results", () => {
    const [value, pullback] = vjp(several, point);
    const gradient = pullback({ product: x, waves: [v, v], largest: value.largest });
    expectTypeOf(gradient).toEqualTypeOf<Point>();
    const expected = [...x.dataSync()].map((a, i) => {
      const b = v.dataSync()[i]!;
      return a * b + b * Math.cos(a);
    });
    gradient.a.dataSync().forEach((g, i) => expect(g).toBeCloseTo(expected[i]!, 14));
  });

  test("is the transpose of jvp", () => {
    const f = ({ a, b }: Point): Tensor => matmul(sin(a), multiply(b!, a));
    const direction: Point = { a: v, b: tensor([2, 1, -1], { dtype: "float64" }) };
    const cotangent = tensor(1.7, { dtype: "float64" });
    const forward = multiply(jvp(f, point, direction)[1], cotangent).item();
    const back = vjp(f, point)[1](cotangent);
    const backward = sum(multiply(back.a, direction.a)).item() + sum(multiply(back.b!, direction.b!)).item();
    expect(forward).toBeCloseTo(backward, 13);
  });

  test("cotangents must be like the results", () => {
    const [, pullback] = vjp(several, { a: x, b: v });
    const largest = tensor(0, { dtype: "int32" });
    expect(() => pullback({ product: x, waves: [x, sum(x)], largest })).toThrow(
      new ShapeError(
        "vjp: the cotangent of waves/1 must be float64 [3] like what it belongs to, got float64 []; cast or reshape it?",
      ),
    );
    expect(() => pullback({ product: x, waves: [x] as unknown as [Tensor, Tensor], largest })).toThrow(
      "vjp: tree: waves must be an array of 2 as in the first tree, got an array of 1",
    );
  });

  test("a result that is no tensor is named by its path", () => {
    // @ts-expect-error a number is no result
    expect(() => vjp((t: Tensor) => ({ a: [t, 3] }), x)).toThrow(
      new TypeError("vjp: a/1 must be a tensor to have a derivative, got 3; leave it out or make it one?"),
    );
  });
});
