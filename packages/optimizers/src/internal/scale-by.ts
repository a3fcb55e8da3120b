import { castTo, multiply, type Tensor } from "@adjoint/tensor";
import { type AnyTree, mapTree } from "@adjoint/tree";

/** Every leaf times a float64 scalar, which is rounded to the type of the leaf where they meet. */
export const scaleBy = (factor: Tensor, tree: AnyTree<Tensor>): AnyTree<Tensor> =>
  mapTree((t: Tensor) => multiply(t, castTo(factor, t.dtype)), tree);
