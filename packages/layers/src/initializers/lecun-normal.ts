import { varianceScaling } from "../internal/variance-scaling.ts";
import type { Initializer } from "./initializer.ts";

/**
 * Normal with variance 1 / fanIn: outputs vary as much as inputs do. What selu asks for.
 *
 * @see LeCun, Bottou, Orr, Müller 1998, Efficient backprop, eq. 16; Klambauer et al. 2017, Self-normalizing neural networks
 * @example lecunNormal()(randomKey(0), [784, 128])
 */
export const lecunNormal = (): Initializer => varianceScaling("lecunNormal", "normal", ({ fanIn }) => 1 / fanIn);
