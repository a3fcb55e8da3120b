import { varianceScaling } from "../internal/variance-scaling.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Normal with variance 2 / fanIn, as `heUniform`.
 *
 * @see He, Zhang, Ren, Sun 2015, Delving deep into rectifiers, eq. 10
 * @example heNormal()(randomKey(0), [784, 128])
 */
export const heNormal = (): Initializer => varianceScaling("heNormal", "normal", ({ fanIn }) => 2 / fanIn);
