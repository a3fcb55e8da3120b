import { all, full, isFinite, isFloat, isTensor, logicalAnd, type Tensor } from "@adjoint/tensor";
import { type AnyTree, flattenTree } from "@adjoint/tree";

/** Are all entries finite? [] bool. */
export const allFinite = (tree: unknown): Tensor =>
  flattenTree<Tensor, AnyTree<Tensor>>(isTensor, tree as AnyTree<Tensor>) // the guard checks each leaf
    .leaves.filter(({ dtype }) => isFloat(dtype))
    .map((t) => all(isFinite(t)))
    .reduce((a, b) => logicalAnd(a, b), full([], 1, "bool"));
