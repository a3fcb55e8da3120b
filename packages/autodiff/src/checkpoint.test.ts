import {
  add,
  exp,
  matmul,
  multiply,
  sin,
  square,
  stack,
  sum,
  type Tensor,
  TraceError,
  tanh,
  tensor,
} from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { checkpoint, grad, gradcheck, hessianVectorProduct, jvp, valueAndGrad, vmap } from "./index.ts";
import { traceFunction } from "./internal/trace-function.ts";

const SIZE = 64;
const DEPTH = 8;

interface Block {
  w: Tensor;
  b: Tensor;
}
const ramp = (seed: number, ...shape: number[]): Tensor =>
  tensor(
    Float64Array.from({ length: shape.reduce((n, m) => n * m, 1) }, (_, i) => Math.sin(seed + 1.9 * i) / 4),
    { shape },
  );
const params: readonly Block[] = Array.from({ length: DEPTH }, (_, k) => ({ w: ramp(k, SIZE), b: ramp(-k, SIZE) }));
const x = ramp(0.5, SIZE);

let runs = 0;
const block = ({ w, b }: Block, h: Tensor): Tensor => {
  runs++;
  return tanh(add(multiply(exp(sin(multiply(h, w))), square(h)), b));
};
type Wrap = (f: typeof block) => typeof block;
const plain: Wrap = (f) => f;
const lossOf =
  (wrap: Wrap) =>
  (blocks: readonly Block[]): Tensor =>
    sum(blocks.reduce((h, p) => wrap(block)(p, h), x));

/** The bytes that a tape keeps for the way back, each buffer once. */
function heldBytes<P extends Tensor | readonly Block[]>(f: (p: P) => Tensor, p: P): number {
  const { tape } = traceFunction("test", f, [p]);
  const buffers = new Set<ArrayBufferLike>();
  for (const { inputs, outputs } of tape.entries)
    for (const t of [...inputs, ...outputs]) buffers.add(tape.lower(t).view!.buffer.buffer);
  return [...buffers].reduce((total, { byteLength }) => total + byteLength, 0);
}

describe("derivatives are those of the function", () => {
  test("bit by bit, and the function runs twice", () => {
    const expected = valueAndGrad(lossOf(plain))(params);
    runs = 0;
    const got = valueAndGrad(lossOf(checkpoint))(params);
    expect(runs).toBe(2 * DEPTH);
    expect(got[0].item()).toBe(expected[0].item());
    got[1].forEach(({ w, b }, k) => {
      expect(w.toArray()).toEqual(expected[1][k]!.w.toArray());
      expect(b.toArray()).toEqual(expected[1][k]!.b.toArray());
    });
  });

  test("it does not run again for what needs no derivative", () => {
    runs = 0;
    checkpoint(block)(params[0]!, x);
    expect(runs).toBe(1);
    valueAndGrad((p: readonly Block[]) => sum(p[0]!.w))(params);
    expect(runs).toBe(1);
  });

  test("higher orders, forward mode, vmap and one in the other", () => {
    const small = (t: Tensor, u: Tensor): Tensor => multiply(sin(t), exp(multiply(t, u)));
    const t = tensor([0.3, -0.8], { dtype: "float64" });
    const nested = checkpoint((a: Tensor, b: Tensor) => add(checkpoint(small)(a, b), checkpoint(small)(b, a)));
    expect(gradcheck(nested, [t, tensor([0.2, 1.1], { dtype: "float64" })], { order: 3 })).toBeLessThan(1e-7);
    expect(jvp((v: Tensor) => checkpoint(small)(v, t), t, t)[1].toArray()).toEqual(
      jvp((v: Tensor) => small(v, t), t, t)[1].toArray(),
    );
    const derivatives = (f: typeof small) => vmap(grad(grad((v: Tensor) => f(v, v))))(t).toArray();
    expect(derivatives(checkpoint(small))).toEqual(derivatives(small));
    const ofMapped = (f: typeof small) => grad((v: Tensor) => sum(vmap(f, { inAxes: [0, null] })(stack([t, v]), v)))(t);
    expect(ofMapped(checkpoint(small)).toArray()).toEqual(ofMapped(small).toArray());
    const product = (wrap: Wrap) => hessianVectorProduct(lossOf(wrap), params, params)[3]!.w;
    product(checkpoint)
      .dataSync()
      .forEach((v, i) => expect(v).toBeCloseTo(product(plain).dataSync()[i]!, 12));
  });

  test("arguments and results are trees with other leaves among them", () => {
    const f = checkpoint((p: { a: Tensor; k: number }, labels: Tensor) => ({
      loss: sum(multiply(p.a, p.k)),
      labels,
      note: "kept",
    }));
    expectTypeOf(f).returns.toEqualTypeOf<{ loss: Tensor; labels: Tensor; note: string }>();
    const labels = tensor([1, 0], { dtype: "int32" });
    const [value, gradient] = valueAndGrad((a: Tensor) => f({ a, k: 3 }, labels))(tensor([1, 2]));
    expect(value.note).toBe("kept");
    expect(value.labels).toBe(labels);
    expect(gradient.toArray()).toEqual([3, 3]);
  });
});

describe("it stores less", () => {
  const bytes = 8 * SIZE;

  test("between forward and backward only what goes from block to block", () => {
    // each block computes h w, sin, exp, h^2, the product, the sum and tanh: 7 vectors, of which only the last is kept
    const boundaries = DEPTH * bytes;
    const parameters = (2 * DEPTH + 1) * bytes;
    const loss = 8;
    expect(heldBytes(lossOf(plain), params)).toBeGreaterThanOrEqual(7 * DEPTH * bytes + parameters);
    expect(heldBytes(lossOf(checkpoint), params)).toBe(boundaries + parameters + loss);
  });

  test("fewer, larger parts store less still", () => {
    const half = (from: number) => (blocks: readonly Block[], h: Tensor) =>
      blocks.slice(from, from + DEPTH / 2).reduce((t, p) => block(p, t), h);
    const inHalves = (blocks: readonly Block[]): Tensor =>
      sum(checkpoint(half(DEPTH / 2))(blocks, checkpoint(half(0))(blocks, x)));
    expect(heldBytes(inHalves, params)).toBe(2 * bytes + (2 * DEPTH + 1) * bytes + 8);
  });

  test("a second derivative, too", () => {
    const second = (wrap: Wrap) => (t: Tensor) =>
      sum(grad((h: Tensor) => sum(params.reduce((u, p) => wrap(block)(p, u), h)))(t));
    expect(heldBytes(second(checkpoint), x)).toBeLessThan(heldBytes(second(plain), x) / 4);
  });

  test("and goes back through one block after the other", () => {
    const order: number[] = [];
    const noted = (k: number) =>
      checkpoint((h: Tensor) => {
        order.push(k);
        return sin(h);
      });
    grad((h: Tensor) => sum(noted(2)(noted(1)(noted(0)(h)))))(x);
    expect(order).toEqual([0, 1, 2, 2, 1, 0]);
  });
});

test("a traced tensor that is not among the arguments is an error, not a lost gradient", () => {
  const hidden = (w: Tensor): Tensor => sum(checkpoint((h: Tensor) => matmul(h, w))(w));
  expect(() => grad(hidden)(x)).toThrow(
    new TraceError("checkpoint: the function uses a traced tensor that is not among its arguments; pass it in as one"),
  );
});

test("asynchronous functions are rejected", () => {
  const slow = (async (t: Tensor) => t) as unknown as (t: Tensor) => Tensor;
  expect(() => checkpoint(slow)(x)).toThrow("checkpoint: slow must return its result, got a promise");
});
