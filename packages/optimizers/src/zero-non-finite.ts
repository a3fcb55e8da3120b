import { isFinite, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/**
 * Puts 0 in the place of each entry that is NaN or infinite. `skipNonFinite` leaves out the whole step instead.
 * @example chain({ safe: zeroNonFinite(), adam: adam({ learningRate: 1e-3 }) })
 */
export const zeroNonFinite = (): GradientTransform<EmptyState> =>
  stateless((gradients) => mapTree((g: Tensor) => where(isFinite(g), g, 0), gradients));
