import { reshape, ShapeError, sizeOf } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import type { Layer, Nothing } from "./layer.ts";

/**
 * All axes of an example as one.
 *
 * Shapes: x [batch, ...s] -> [batch, product of s].
 * @throws ShapeError for a scalar.
 */
export const flatten = (): Layer<Nothing> =>
  defineLayer({
    name: "flatten",
    outputShape: (inputShape) => [sizeOf(inputShape)],
    apply: (_params, x) => {
      if (x.rank === 0) throw new ShapeError("flatten: a batch axis is needed, got []; expand it?");
      return reshape(x, [x.shape[0]!, sizeOf(x.shape.slice(1))]);
    },
  });
