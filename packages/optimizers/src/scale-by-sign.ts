import { sign } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/** -1, 0 or 1 in place of each entry. */
export const scaleBySign = (): GradientTransform<EmptyState> => stateless((gradients) => mapTree(sign, gradients));
