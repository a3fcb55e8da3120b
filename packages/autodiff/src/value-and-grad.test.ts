import {
  add,
  cast,
  DTypeError,
  multiply,
  ShapeError,
  scatterAdd,
  square,
  sum,
  type Tensor,
  take,
  tensor,
} from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { grad, stopGradient, valueAndGrad, vjp, vmap } from "./index.ts";

const x = tensor([1, 2, 3], { dtype: "float64" });
const dotted = (w: Tensor, y: Tensor): Tensor => sum(multiply(w, y));

interface Layer {
  weights: Tensor;
  bias?: Tensor;
}
interface Params {
  layers: [Layer, Layer];
  readonly scale: Tensor;
}
const params: Params = { layers: [{ weights: x, bias: tensor([5], { dtype: "float64" }) }, { weights: x }], scale: x };

describe("value and gradients", () => {
  test("have the form of the argument", () => {
    const loss = ({ layers: [a, b], scale }: Params): Tensor =>
      add(sum(multiply(square(a.weights), b.weights)), multiply(sum(a.bias!), sum(scale)));
    const [value, gradients] = valueAndGrad(loss)(params);
    expect(value.item()).toBe(1 + 8 + 27 + 30);
    expect(gradients.layers[0].weights.toArray()).toEqual([2, 8, 18]); // 2 a b
    expect(gradients.layers[1].weights.toArray()).toEqual([1, 4, 9]); // a^2
    expect(gradients.layers[0].bias!.toArray()).toEqual([6]);
    expect(gradients.scale.toArray()).toEqual([5, 5, 5]);
    expect("bias" in gradients.layers[1]).toBe(false);
  });

  test("an argument that is not used gets zeros of its type", () => {
    const gradients = grad((p: { a: Tensor; b: Tensor }) => sum(p.a))({ a: x, b: tensor([[1, 2]]) });
    expect(gradients.b.toArray()).toEqual([[0, 0]]);
    expect(gradients.b.dtype).toBe("float32");
  });

  test("one tensor in two places gets a gradient in each", () => {
    const gradients = grad((p: readonly Tensor[]) => sum(multiply(p[0]!, square(p[1]!))))([x, x]);
    expect(gradients.map((g) => g.toArray())).toEqual([
      [1, 4, 9],
      [2, 8, 18],
    ]);
  });

  test("an input that is returned as it is has gradient 1", () => {
    expect(grad((s: Tensor) => s)(tensor(3)).item()).toBe(1);
  });

  test("a loss that does not depend on the argument has gradient 0", () => {
    expect(grad<Tensor, []>(() => tensor(3))(x).toArray()).toEqual([0, 0, 0]);
  });

  test("auxiliary output comes back as values beside the loss", () => {
    const [{ loss, predictions, note }, gradient] = valueAndGrad((w: Tensor) => {
      const predictions = square(w);
      return { loss: sum(predictions), predictions, note: "kept" };
    })(x);
    expect(loss.item()).toBe(14);
    expect(predictions.toArray()).toEqual([1, 4, 9]);
    expect(note).toBe("kept");
    expect(gradient.toArray()).toEqual([2, 4, 6]);
  });

  test("for another argument", () => {
    const y = tensor([4, 5, 6], { dtype: "float64" });
    expect(grad(dotted, { argument: 1 })(x, y).toArray()).toEqual([1, 2, 3]);
    const [, gradients] = valueAndGrad((k: number, p: Layer) => multiply(sum(p.weights), k), { argument: 1 })(
      3,
      params.layers[1],
    );
    expect(gradients.weights.toArray()).toEqual([3, 3, 3]);
  });

  test("integers reach the function, and have no part in the gradient", () => {
    const labels = tensor([2, 0], { dtype: "int32" });
    expect(grad((w: Tensor, i: Tensor) => sum(take(w, i)))(x, labels).toArray()).toEqual([1, 0, 1]);
    expect(
      grad((w: Tensor, i: Tensor) => sum(scatterAdd(w, i, square(w))))(
        x,
        tensor([0, 0, 1], { dtype: "int32" }),
      ).toArray(),
    ).toEqual([3, 5, 7]);
  });

  test("stopGradient makes a constant, at every order", () => {
    const f = (w: Tensor): Tensor => sum(multiply(w, stopGradient(square(w))));
    expect(grad(f)(x).toArray()).toEqual([1, 4, 9]);
    expect(grad((w: Tensor) => sum(grad(f)(w)))(x).toArray()).toEqual([0, 0, 0]);
  });

  test("a sum over many uses adds every part", () => {
    const f = (w: Tensor): Tensor => sum([1, 2, 3, 4].map((k) => multiply(w, k)).reduce(add));
    expect(grad(f)(x).toArray()).toEqual([10, 10, 10]);
  });
});

describe("types", () => {
  test("gradients are typed like the argument: interfaces, tuples, optional fields", () => {
    const gradient = grad((p: Params, _k: number) => p.scale);
    expectTypeOf(gradient).toEqualTypeOf<(params: Params, _k: number) => Params>();
    expectTypeOf(valueAndGrad((p: [Tensor, Layer]) => ({ loss: p[0], count: 3 }))).returns.toEqualTypeOf<
      [value: { loss: Tensor; count: number }, gradients: [Tensor, Layer]]
    >();
    expectTypeOf(grad((_x: string, p: Layer) => p.weights, { argument: 1 })).toEqualTypeOf<
      (_x: string, p: Layer) => Layer
    >();
    expectTypeOf(grad(dotted, { argument: 1 })).returns.toEqualTypeOf<Tensor>();
  });

  test("a leaf of another type is a compile error, and names its path when it comes anyway", () => {
    const named = (p: { weights: Tensor; name: string }): Tensor => sum(p.weights);
    // @ts-expect-error a text is no tensor
    const gradient = grad(named);
    // @ts-expect-error
    expect(() => gradient({ weights: x, name: "first" })).toThrow(
      new TypeError('grad: name: a tensor is needed, got the text "first"; make it one with tensor(...)?'),
    );
    // @ts-expect-error so is a number as the argument chosen
    const second = grad((w: Tensor, k: { rate: number }) => multiply(w, k.rate), { argument: 1 });
    expect(() => second(tensor(1), { rate: 2 })).toThrow("grad: rate: a tensor is needed, got 2; ");
    // @ts-expect-error a function of a vector has no loss
    expect(() => grad((w: Tensor) => w.shape)(x)).toThrow(TypeError);
    // @ts-expect-error an asynchronous function has none yet
    expect(() => grad(async (w: Tensor) => w)(x)).toThrow(TypeError);
  });
});

describe("errors", () => {
  test("an integer leaf is named by its path", () => {
    const counts = tensor([1, 2], { dtype: "int32" });
    expect(() => grad((p: { a: Tensor[] }) => sum(p.a[0]!))({ a: [x, counts] })).toThrow(
      new DTypeError('grad: a/1: a floating-point type is needed, got int32; cast it, as in cast(x, "float32")?'),
    );
    expect(() => grad((w: Tensor) => sum(w))(counts)).toThrow("grad: the argument: a floating-point type is needed");
  });

  test("the loss must be a scalar of a floating-point type", () => {
    expect(() => grad((w: Tensor) => square(w))(x)).toThrow(
      new ShapeError("grad: the loss must be a scalar, got [3]; take its mean or sum?"),
    );
    expect(() => grad((w: Tensor) => cast(sum(w), "int32"))(x)).toThrow(
      new DTypeError('grad: the loss: a floating-point type is needed, got int32; cast it, as in cast(x, "float32")?'),
    );
  });

  test.each([
    ["nothing", undefined, "undefined"],
    ["a number", 3, "3"],
    ["a record without a loss", { value: x }, "a record of {value}"],
    ["a number as the loss", { loss: 3 }, "a record of {loss}"],
    ["an array", [x], "an array of 1"],
  ])("a loss is missing: %s", (_, result, said) => {
    const loss = (): Tensor => result as unknown as Tensor;
    expect(() => grad(loss)(x)).toThrow(
      new TypeError(`grad: loss must return a tensor or { loss, ... }, got ${said}; return its loss?`),
    );
  });

  test("asynchronous functions are rejected by name, and what fails in them later is silent", async () => {
    const step = async (w: Tensor): Promise<Tensor> => {
      await Promise.resolve();
      return sum(square(w)); // throws: the trace is over
    };
    const message =
      "must return its result, got a promise, as asynchronous functions do; await the data before and pass it in";
    const untyped = step as unknown as (w: Tensor) => Tensor;
    expect(() => grad(untyped)(x)).toThrow(new TypeError(`grad: step ${message}`));
    expect(() => vjp(untyped, x)).toThrow(new TypeError(`vjp: step ${message}`));
    expect(() => vmap(untyped)(x)).toThrow(new TypeError(`vmap: step ${message}`));
    const inside = (w: Tensor): { loss: Tensor } => ({ loss: untyped(w) });
    expect(() => grad(inside)(x)).toThrow(new TypeError(`grad: inside ${message}`));
    await new Promise((resolve) => setTimeout(resolve, 1)); // an unhandled rejection would fail the run
  });

  test("there is no such argument", () => {
    expect(() => grad(dotted, { argument: 2 as 1 })(x, x)).toThrow(
      new RangeError("grad: argument must be the position of one of 2 arguments, got 2; count from 0?"),
    );
    expect(() => grad(dotted, { argument: -1 as 1 })(x, x)).toThrow(RangeError);
  });
});
