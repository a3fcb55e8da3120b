import { negate } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/**
 * Negates the gradients: as the first part of a chain it turns descent into ascent.
 * @example chain({ maximize: maximize(), adam: adam({ learningRate: 1e-3 }) })
 */
export const maximize = (): GradientTransform<EmptyState> => stateless((gradients) => mapTree(negate, gradients));
