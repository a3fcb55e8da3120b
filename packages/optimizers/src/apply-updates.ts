import { add } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { type Leaf, likeLeaf, type Params, toTensor } from "./gradient-transform.ts";

/**
 * Parameters + updates, leaf by leaf; each leaf stays what it is. Nothing is written in place.
 * @throws TypeError that names the path where the trees differ.
 * @example params = applyUpdates(params, updates)
 */
export const applyUpdates = <P extends Params<P>>(params: P, updates: NoInfer<P>): P =>
  mapTreeWithPath(
    (path: string, param: Leaf, update: Leaf) => likeLeaf(param, add(toTensor(path, param), toTensor(path, update))),
    params,
    updates,
  ) as P; // form and types stay
