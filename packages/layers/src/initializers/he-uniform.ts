import { varianceScaling } from "../internal/variance-scaling.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Uniform between ±sqrt(6 / fanIn): the variance 2 / fanIn keeps the size of values through layers followed by relu, which
 * drops half of it.
 *
 * @see He, Zhang, Ren, Sun 2015, Delving deep into rectifiers, eq. 10
 * @example heUniform()(randomKey(0), [784, 128])
 */
export const heUniform = (): Initializer => varianceScaling("heUniform", "uniform", ({ fanIn }) => 2 / fanIn);
