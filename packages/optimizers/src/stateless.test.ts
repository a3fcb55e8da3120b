import { multiply, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { expect, test } from "vitest";
import { identity, stateless } from "./index.ts";

test("a function of gradients and parameters, with an empty state", () => {
  const transform = stateless((gradients, params) =>
    mapTree((g: Tensor, p: Tensor) => multiply(g, p), gradients, params),
  );
  expect(transform.init({ w: 1 })).toEqual({});
  const [gradients, params] = [{ w: 3 }, { w: 5 }];
  expect(transform.update(gradients, {}, params)).toEqual([{ w: 15 }, {}]);
});

test("identity passes everything through", () => {
  const array = Float32Array.of(1, Number.NaN);
  const [update] = identity().update(array, {}, array);
  expect(update).toEqual(array);
  expect(update).not.toBe(array);
});
