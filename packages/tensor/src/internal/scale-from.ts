import { greater, isFinite, logicalAnd } from "../primitives/comparison.ts";
import { where } from "../primitives/where.ts";
import type { Tensor } from "../tensor.ts";

/** The largest magnitudes as what to divide by, so that squares neither overflow nor vanish; 1 for 0 and what is not finite. */
export const scaleFrom = (largest: Tensor): Tensor =>
  where(logicalAnd(greater(largest, 0), isFinite(largest)), largest, 1);
