import { add } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { type Leaf, likeLeaf, type Params, toTensor, toTensorLike } from "./gradient-transform.ts";

/**
 * Parameters + updates, leaf by leaf; each leaf stays what it is. Nothing is written in place.
 * @throws TypeError that names the path where the trees differ in form; RangeError where in shape or type.
 * @example params = applyUpdates(params, updates)
 */
export const applyUpdates = <P extends Params<P>>(params: P, updates: P): P =>
  mapTreeWithPath(
    (path: string, param: Leaf, update: Leaf) => {
      const target = toTensor(path, param);
      return likeLeaf(param, add(target, toTensorLike(target, path, update, "update")));
    },
    params,
    updates,
  ) as P; // form and types stay
