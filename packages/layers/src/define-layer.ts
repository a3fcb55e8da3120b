import type { Tensor } from "@adjoint/tensor";
import { type LayerOutline, outline } from "./internal/outline.ts";
import type { ApplyOptions, Layer, Nothing } from "./layer.ts";

export type { Definitions, TensorDefinition } from "./internal/initialize.ts";
export type { LayerOutline } from "./internal/outline.ts";

/** A layer without state, in few words. */
export interface LayerDefinition<P> extends LayerOutline<P> {
  readonly apply: (params: P, x: Tensor, options: ApplyOptions) => Tensor;
}

/**
 * A layer without state, one's own or one of ours: `init` and `describe` follow from the shapes of the parameters.
 *
 * @example
 * const scale = (): Layer<{ readonly factor: Tensor }> =>
 *   defineLayer({
 *     name: "scale",
 *     outputShape: (shape) => shape,
 *     parameters: (shape) => ({ factor: { shape, initializer: constant(1) } }),
 *     apply: ({ factor }, x) => multiply(x, factor),
 *   });
 */
export const defineLayer = <P = Nothing>({ apply, ...definition }: LayerDefinition<P>): Layer<P> => ({
  ...outline<P>(definition),
  initState: () => ({}),
  apply: (params, x, options = {}) => apply(params, x, options),
  applyWithState: (params, x, options = {}) => [apply(params, x, options), {}],
});
