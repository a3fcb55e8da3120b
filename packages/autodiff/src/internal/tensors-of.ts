import { isTensor, type Tensor } from "@adjoint/tensor";
import { mapLeaves } from "@adjoint/tree";

export interface TensorsOf<T> {
  /** In the order of the fields. */
  readonly tensors: readonly Tensor[];
  /** The path of each, such as `0/weights`. */
  readonly paths: readonly string[];
  /** The tree with other tensors; its other leaves stay. */
  rebuild(next: readonly Tensor[]): T;
}

/** The tensors of a tree that holds other leaves too: settings, texts, functions. */
export function tensorsOf<T>(tree: T): TensorsOf<T> {
  const tensors: Tensor[] = [];
  const paths: string[] = [];
  mapLeaves((leaf: unknown, path) => {
    if (!isTensor(leaf)) return;
    tensors.push(leaf);
    paths.push(path);
  }, tree);
  const rebuild = (next: readonly Tensor[]): T => {
    let k = 0;
    return mapLeaves((leaf: unknown) => (isTensor(leaf) ? next[k++] : leaf), tree) as T; // a tensor for each tensor
  };
  return { tensors, paths, rebuild };
}
