import { isTensor, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";

/** The tensors of a tree by their paths, in the order of a graph's inputs. */
export function tensorsOf(tree: unknown): Map<string, Tensor> {
  const tensors = new Map<string, Tensor>();
  mapTreeWithPath((path: string, leaf: unknown) => {
    if (isTensor(leaf)) tensors.set(path, leaf);
  }, tree);
  return tensors;
}
