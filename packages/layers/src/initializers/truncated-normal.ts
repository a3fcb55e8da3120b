import { truncatedNormal as draw, type TruncatedNormalOptions } from "@adjoint/tensor";
import type { Initializer } from "./initializer.ts";

/**
 * Normal with a standard deviation (default 0.02) of one's own, cut at two of them on both sides, as transformers start.
 *
 * @throws RangeError as `truncatedNormal` of @adjoint/tensor.
 * @see Devlin, Chang, Lee, Toutanova 2019, BERT; its published code
 * @example truncatedNormal({ standardDeviation: 0.01 })(randomKey(0), [784, 128])
 */
export const truncatedNormal =
  (options: Omit<TruncatedNormalOptions, "dtype"> = {}): Initializer =>
  (key, shape) =>
    draw(key, shape, { standardDeviation: 0.02, ...options });
