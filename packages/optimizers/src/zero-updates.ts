import { zerosLike } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/** Updates of 0, whatever the gradients are, NaN included: for a part of `partition` that is not to be trained. */
export const zeroUpdates = (): GradientTransform<EmptyState> => stateless((gradients) => mapTree(zerosLike, gradients));
