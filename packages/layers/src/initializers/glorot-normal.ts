import { varianceScaling } from "../internal/variance-scaling.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Normal with variance 2 / (fanIn + fanOut), as `glorotUniform`.
 *
 * @see Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, eq. 12
 * @example glorotNormal()(randomKey(0), [784, 128])
 */
export const glorotNormal = (): Initializer =>
  varianceScaling("glorotNormal", "normal", ({ fanIn, fanOut }) => 2 / (fanIn + fanOut));
