import { gelu } from "@adjoint/activations";
import type { Tensor } from "@adjoint/tensor";
import { activation } from "./activation.ts";
import { dense } from "./dense.ts";
import { dropout } from "./dropout.ts";
import type { AffineParams } from "./internal/affine-params.ts";
import { checkCount } from "./internal/check-count.ts";
import type { NormParams } from "./internal/norm-params.ts";
import type { Layer } from "./layer.ts";
import { layerNorm } from "./layer-norm.ts";
import {
  type MultiHeadAttentionOptions,
  type MultiHeadAttentionParams,
  multiHeadAttention,
} from "./multi-head-attention.ts";
import { residual } from "./residual.ts";
import { sequential } from "./sequential.ts";

export interface TransformerBlockOptions<B extends boolean, N = NormParams>
  extends Omit<MultiHeadAttentionOptions<B>, "contextWidth"> {
  /** Numbers in the middle of the second part; default: four times the width. */
  readonly hidden?: number;
  /** Between its two products; default: `gelu`. */
  readonly activation?: (x: Tensor) => Tensor;
  /** The part of the numbers that is dropped at the end of both parts while training; default 0. */
  readonly dropout?: number;
  /** The normalization; default: `layerNorm`. */
  readonly norm?: () => Layer<N>;
}

export interface TransformerBlockParams<B extends boolean, N> {
  readonly attention: { readonly norm: N; readonly attention: MultiHeadAttentionParams<B> };
  readonly perceptron: { readonly norm: N; readonly expand: AffineParams<B>; readonly contract: AffineParams<B> };
}

/**
 * x + attention(norm(x)), and then the same with a perceptron of one hidden layer in place of attention.
 *
 * Normalization comes first in each part: gradients then keep their size from the first step, and no warm-up is needed.
 *
 * Shapes: x [...b, time, width] -> [...b, time, width].
 * @throws what `multiHeadAttention` and `dropout` throw; ShapeError when x has another width.
 * @see Vaswani et al. 2017, Attention is all you need, section 3.1; Xiong et al. 2020, On layer normalization in the
 * transformer architecture, on the order
 * @example transformerBlock({ width: 128, heads: 4, causal: true, rotary: true, dropout: 0.1 })
 */
export function transformerBlock<const B extends boolean = true, N = NormParams>(
  options: TransformerBlockOptions<B, N>,
): Layer<TransformerBlockParams<B, N>> {
  const { width, hidden = 4 * width, dropout: rate = 0, activation: f = gelu } = options;
  const norm = options.norm ?? (layerNorm as unknown as () => Layer<N>); // the default of N is what it gives
  checkCount("transformerBlock", "hidden", hidden);
  const product = (outputs: number): Layer<AffineParams<B>> => dense<B>({ ...options, outputs });
  const block = sequential({
    attention: residual(
      sequential({ norm: norm(), attention: multiHeadAttention<B>(options), dropout: dropout({ rate }) }),
    ),
    perceptron: residual(
      sequential({
        norm: norm(),
        expand: product(hidden),
        activation: activation((x) => f(x), f.name || "activation"),
        contract: product(width),
        dropout: dropout({ rate }),
      }),
    ),
  });
  // while B and N are open, the types do not see what is in their parameters
  return renamed("transformerBlock", block as Layer<object> as Layer<TransformerBlockParams<B, N>>);
}

/** The same layer, called otherwise. */
const renamed = <P>(name: string, layer: Layer<P>): Layer<P> => ({
  ...layer,
  name,
  describe: (inputShape) => ({ ...layer.describe(inputShape), name }),
});
