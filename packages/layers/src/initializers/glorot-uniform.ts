import { varianceScaling } from "../internal/variance-scaling.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Uniform between ±sqrt(6 / (fanIn + fanOut)): the variance 2 / (fanIn + fanOut) is a compromise that keeps the size of
 * values on the way forward and of gradients on the way back, through layers that are about linear.
 *
 * @see Glorot, Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, eq. 16
 * @example glorotUniform()(randomKey(0), [784, 128])
 */
export const glorotUniform = (): Initializer =>
  varianceScaling("glorotUniform", "uniform", ({ fanIn, fanOut }) => 2 / (fanIn + fanOut));
