import type { Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";

/** A tree of tensors as nested arrays of numbers. */
export const valuesOf = (tree: unknown): unknown => mapTree((t: Tensor) => t.toArray(), tree);
