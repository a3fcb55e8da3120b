import { mean, multiply, ShapeError, sin, sum, type Tensor, TraceError, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { grad, valueAndGrad, vjp, vmap } from "./index.ts";

const x = tensor([1, 2, 3], { dtype: "float64" });

test("a traced tensor is read inside of the function", () => {
  const reads: ((w: Tensor) => unknown)[] = [(w) => w.dataSync(), (w) => sum(w).item(), (w) => w.toArray()];
  for (const read of reads)
    expect(() =>
      grad((w: Tensor) => {
        read(w);
        return sum(w);
      })(x),
    ).toThrow(
      /^(dataSync|item|toArray): a traced tensor has no values to read; compute with operations, return the tensor and read it outside$/,
    );
  expect(() => vmap((w: Tensor) => tensor(w.item()))(x)).toThrow(TraceError);
});

test("data() of a traced tensor fails as a promise", async () => {
  let reading: Promise<unknown> | undefined;
  grad((w: Tensor) => {
    reading = w.data();
    return sum(w);
  })(x);
  await expect(reading).rejects.toThrow(TraceError);
});

const leakFrom = (transform: (f: (w: Tensor) => Tensor) => void): Tensor => {
  let leaked: Tensor | undefined;
  transform((w) => {
    leaked = sin(w);
    return sum(leaked);
  });
  return leaked!;
};
test.each([
  ["grad", () => leakFrom((f) => grad(f)(x))],
  ["vmap", () => leakFrom((f) => vmap(f)(tensor([[1, 2]])))],
])("a tensor that left %s", (_, leak) => {
  const leaked = leak();
  const over = (name: string) =>
    new TraceError(
      `${name}: a tensor was traced in a function that is over; return it from there, as auxiliary output beside a loss`,
    );
  expect(() => sin(leaked)).toThrow(over("sin"));
  expect(() => leaked.dataSync()).toThrow(TraceError);
  expect(() => grad((w: Tensor) => sum(w))(leaked)).toThrow(over("grad"));
  expect(() => valueAndGrad((w: Tensor) => ({ loss: sum(w), leaked }))(x)).toThrow(over("grad"));
  expect(() => vjp(() => leaked, x)).toThrow(over("vjp"));
  expect(() => vmap<[Tensor], Tensor>(() => leaked)(x)).toThrow(over("vmap"));
  expect(() => vmap((w: Tensor) => w)(leaked)).toThrow(leaked.rank ? over("vmap") : ShapeError);
  expect(() => grad((w: Tensor) => sum(multiply(w, mean(leaked))))(x)).toThrow(TraceError);
});

test("a trace is over when its function has thrown", () => {
  let leaked: Tensor | undefined;
  const fails = (w: Tensor): Tensor => {
    leaked = w;
    throw new RangeError("no");
  };
  expect(() => grad(fails)(x)).toThrow("no");
  expect(() => sin(leaked!)).toThrow(TraceError);
});
