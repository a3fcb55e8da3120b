import type { Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import { grad } from "./grad.ts";
import { linearize } from "./internal/linearize.ts";
import { matchingLeaves } from "./internal/matching-leaves.ts";
import type { Loss } from "./value-and-grad.ts";

/**
 * The second derivatives of a function that returns a scalar (or `{ loss, ...auxiliary }`) times a tree of the form of
 * its argument, forward over reverse: the matrix is never made, and the cost is that of a few gradients.
 * @throws ShapeError when a leaf of the vector has not the shape and type of its parameter, and what `valueAndGrad`
 * throws.
 * @see Pearlmutter 1994, Fast exact multiplication by the Hessian
 * @example hessianVectorProduct((x: Tensor) => prod(x), tensor([2, 3]), tensor([1, 0])) // [0, 1]
 */
export function hessianVectorProduct<P extends TreeOf<P, Tensor>>(f: (params: P) => Loss, params: P, vector: P): P {
  const directions = matchingLeaves("hessianVectorProduct", "tangent", params, vector);
  const { outputs, push } = linearize<P, P, [P]>("hessianVectorProduct", grad(f), [params]);
  return outputs.rebuild(push(directions));
}
