import { add, checkTensor, formatShape, matmul, ShapeError, type Tensor } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import { glorotUniform } from "./initializers/glorot-uniform.ts";
import { type AffineOptions, type AffineParams, affineParameters, biasOf } from "./internal/affine-params.ts";
import { checkCount } from "./internal/check-count.ts";
import { checkExample } from "./internal/check-example.ts";
import type { Layer } from "./layer.ts";

export interface DenseOptions<B extends boolean> extends AffineOptions<B> {
  /** Numbers that an example becomes. */
  readonly outputs: number;
}

/**
 * x weights + bias, over the last axis.
 *
 * Shapes: x [...b, inputs], weights [inputs, outputs], bias [outputs] -> [...b, outputs].
 * @throws RangeError unless outputs is an integer from 1 up; ShapeError when x has other inputs than the weights.
 * @example dense({ outputs: 10 })
 */
export function dense<const B extends boolean = true>(options: DenseOptions<B>): Layer<AffineParams<B>> {
  const { outputs, weightsInitializer = glorotUniform() } = options;
  checkCount("dense", "outputs", outputs);
  const outputShape = (inputShape: readonly number[]): readonly number[] => {
    checkExample("dense", inputShape, 1, "[..., inputs]");
    return [...inputShape.slice(0, -1), outputs];
  };
  return defineLayer<AffineParams<B>>({
    name: "dense",
    outputShape,
    parameters: (inputShape) => {
      const inputs = inputShape.at(-1)!;
      const fans = { fanIn: inputs, fanOut: outputs };
      return affineParameters({ ...options, weightsInitializer }, { shape: [inputs, outputs], fans }, outputs);
    },
    flops: (inputShape) => 2 * outputs * inputShape.reduce((product, n) => product * n, 1),
    apply: (params, x) => affine(params, x),
  });
}

function affine<B extends boolean>(params: AffineParams<B>, x: Tensor): Tensor {
  const { weights } = params;
  checkTensor("dense", x);
  checkTensor("dense", weights);
  if (x.shape.at(-1) !== weights.shape[0])
    throw new ShapeError(
      `dense: inputs [..., ${weights.shape[0]}] are needed, got ${formatShape(x.shape)}; are the parameters those of this layer?`,
    );
  const bias = biasOf(params);
  const product = matmul(x, weights);
  return bias ? add(product, bias) : product;
}
