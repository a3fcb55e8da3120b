import { add, mean, multiply, rsqrt, square, type Tensor } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import { constant } from "./initializers/constant.ts";
import { checkExample } from "./internal/check-example.ts";
import { checkEpsilon, EPSILON } from "./internal/norm-params.ts";
import type { Layer } from "./layer.ts";
import type { NormOptions } from "./layer-norm.ts";

/**
 * x / sqrt(mean(x^2) + epsilon) * scale, with the mean over the last axis: nothing is centred, nothing added.
 *
 * Shapes: x [...b, width], scale [width] -> [...b, width].
 * @throws RangeError unless epsilon is positive; ShapeError for a scalar.
 * @see Zhang, Sennrich 2019, Root mean square layer normalization, eq. 4
 */
export function rmsNorm({ epsilon = EPSILON }: NormOptions = {}): Layer<{ readonly scale: Tensor }> {
  checkEpsilon("rmsNorm", epsilon);
  return defineLayer<{ readonly scale: Tensor }>({
    name: "rmsNorm",
    outputShape: (inputShape) => {
      checkExample("rmsNorm", inputShape, 1, "[..., width]");
      return inputShape;
    },
    parameters: (inputShape) => ({ scale: { shape: [inputShape.at(-1)!], initializer: constant(1) } }),
    apply: ({ scale }, x) => {
      const squares = mean(square(x), { axis: -1, keepDims: true });
      return multiply(multiply(x, rsqrt(add(squares, epsilon))), scale);
    },
  });
}
