import { compile } from "@adjoint/compile";
import {
  add,
  bernoulli,
  cholesky,
  foldIn,
  matmul,
  multiply,
  normal,
  randomKey,
  splitKey,
  sum,
  type Tensor,
  tensor,
  where,
} from "@adjoint/tensor";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { GpuDevice } from "./gpu-device.ts";
import { gpuTarget } from "./target/gpu-target.ts";
import { openDevice } from "./open-device.ts";

let device: GpuDevice;
beforeAll(async () => {
  device = await openDevice({ prefer: ["webasm"] });
});
afterAll(() => device.dispose());

test("random numbers of a program are those of the host, and keys are more than a device can hold", async () => {
  const step = (w: Tensor, key: Tensor, count: Tensor) => {
    const [here, next] = splitKey(foldIn(key, count));
    const kept = bernoulli(here, [4, 3]);
    return {
      w: add(where(kept, multiply(w, 2), 0), normal(foldIn(here, 1), [4, 3])),
      next,
      count: add(count, 1),
      total: sum(matmul(w, normal(here, [3, 2]))),
    };
  };
  const compiled = compile(step, { target: gpuTarget(device), donate: [0, 1, 2] });
  const start = () => ({
    w: tensor([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
      [1, 1, 1],
    ]),
    next: randomKey(-3),
    count: tensor(0, { dtype: "int32" }),
  });
  let [eager, fast] = [start(), start()];
  for (let i = 0; i < 3; i++) {
    eager = step(eager.w, eager.next, eager.count);
    fast = compiled(fast.w, fast.next, fast.count);
  }
  expect(fast.next.toArray()).toEqual(eager.next.toArray());
  expect(fast.count.item()).toBe(3);
  const [got, expected] = [await fast.w.data(), await eager.w.data()];
  expected.forEach((x, i) => expect(Math.abs(got[i]! - x)).toBeLessThan(1e-5));
});

test("a key that nobody uses is no obstacle; what is no random number is refused as ever", () => {
  const f = compile((w: Tensor, key: Tensor) => ({ w: add(w, 1), key }), { target: gpuTarget(device) });
  const key = randomKey(-5);
  expect(f(tensor([1, 2]), key).key.toArray()).toEqual(key.toArray());
  expect(() => compile((a: Tensor) => cholesky(a), { target: gpuTarget(device) })(tensor([[1]]))).toThrow(
    "cholesky: there is no kernel for it on webasm",
  );
});
