import { type Tensor, take } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import type { Initializer } from "./initializers/initializer.ts";
import { truncatedNormal } from "./initializers/truncated-normal.ts";
import { checkCount } from "./internal/check-count.ts";
import type { Layer } from "./layer.ts";

export interface EmbeddingOptions {
  /** How many different tokens there are. */
  readonly vocabulary: number;
  /** Numbers that a token becomes. */
  readonly width: number;
  /** Default: `truncatedNormal()`, with a standard deviation of 0.02. */
  readonly weightsInitializer?: Initializer;
}

/**
 * A row of the weights for each token.
 *
 * Shapes: x [...b] of `int32` or `uint8`, weights [vocabulary, width] -> [...b, width].
 * @throws RangeError unless both sizes are integers from 1 up, or for a token out of range; DTypeError for other types.
 * @example embedding({ vocabulary: 65, width: 128 })
 */
export function embedding({
  vocabulary,
  width,
  weightsInitializer = truncatedNormal(),
}: EmbeddingOptions): Layer<{ readonly weights: Tensor }> {
  checkCount("embedding", "vocabulary", vocabulary);
  checkCount("embedding", "width", width);
  const fans = { fanIn: vocabulary, fanOut: width };
  return defineLayer<{ readonly weights: Tensor }>({
    name: "embedding",
    outputShape: (inputShape) => [...inputShape, width],
    parameters: () => ({ weights: { shape: [vocabulary, width], initializer: weightsInitializer, fans } }),
    apply: ({ weights }, x) => take(weights, x),
  });
}
