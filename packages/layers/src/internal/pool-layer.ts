import type { PoolingOptions, Tensor } from "@adjoint/tensor";
import { defineLayer } from "../define-layer.ts";
import type { Layer, Nothing } from "../layer.ts";
import { checkImage } from "./convolution-layer.ts";
import { slidShape } from "./convolution-shape.ts";
import { byRank, spatialRank } from "./spatial-rank.ts";

type Pool = (x: Tensor, options: PoolingOptions) => Tensor;

/** A window that slides over as many spatial axes as the input has. */
export const poolLayer = (name: string, pools: readonly [Pool, Pool, Pool], options: PoolingOptions): Layer<Nothing> =>
  defineLayer({
    name,
    outputShape: (inputShape) => {
      const [channels, ...spatial] = checkImage(name, inputShape, spatialRank(name, inputShape));
      return [channels, ...slidShape(name, spatial, { stride: options.window, ...options })];
    },
    apply: (_params, x) => byRank(name, pools, x)(x, options),
  });
