import { vmap } from "@adjoint/autodiff";
import { randomKey, splitKey, stack, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { glu, gumbelSoftmax, logSoftmax, maxout, rrelu, softmax, softmin, sparsemax } from "../index.ts";

const rows = [
  [1, -2, 0.5, 3],
  [0, 0.25, 4, -1],
  [2, 2, -3, 0],
].map((row) => tensor(row, { dtype: "float64" }));

describe("a batch gives what its examples give one by one", () => {
  const alongAxis = { softmax, logSoftmax, softmin, sparsemax, glu, maxout };
  test.each(Object.entries<(x: Tensor) => Tensor>(alongAxis))("%s", (_, activate) => {
    const together = vmap((x: Tensor) => activate(x))(stack(rows));
    expect(together.toArray()).toEqual(rows.map((row) => activate(row).toArray()));
  });

  const random = { gumbelSoftmax, rrelu };
  test.each(Object.entries<(x: Tensor, key: Tensor) => Tensor>(random))("%s, with a key for each", (_, activate) => {
    const keys = splitKey(randomKey(5), rows.length);
    const together = vmap((x: Tensor, key: Tensor) => activate(x, key))(stack(rows), stack(keys));
    expect(together.toArray()).toEqual(rows.map((row, i) => activate(row, keys[i]!).toArray()));
  });
});
