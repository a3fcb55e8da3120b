import { layerNorm as normalize } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import { checkExample } from "./internal/check-example.ts";
import { checkEpsilon, EPSILON, type NormParams, normParameters } from "./internal/norm-params.ts";
import type { Layer } from "./layer.ts";

export interface NormOptions {
  /** Added to the variance, > 0; default 1e-5. */
  readonly epsilon?: number;
}

/**
 * (x - mean) / sqrt(variance + epsilon) * scale + bias, with the statistics of the last axis.
 *
 * Shapes: x [...b, width], scale and bias [width] -> [...b, width].
 * @throws RangeError unless epsilon is positive; ShapeError for a scalar.
 * @see Ba, Kiros, Hinton 2016, Layer normalization, eq. 4
 */
export function layerNorm({ epsilon = EPSILON }: NormOptions = {}): Layer<NormParams> {
  checkEpsilon("layerNorm", epsilon);
  return defineLayer<NormParams>({
    name: "layerNorm",
    outputShape: (inputShape) => {
      checkExample("layerNorm", inputShape, 1, "[..., width]");
      return inputShape;
    },
    parameters: (inputShape) => normParameters(inputShape.at(-1)!),
    apply: ({ scale, bias }, x) => normalize(x, scale, bias, { epsilon }),
  });
}
