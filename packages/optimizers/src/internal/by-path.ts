import type { Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { Tensors } from "../gradient-transform.ts";

/** What is kept for each leaf where it is no single tensor, by the path of the leaf. */
export type ByPath<T> = Readonly<Record<string, T>>;

/** f of each leaf, by its path. */
export function byPath<T>(tree: Tensors, f: (leaf: Tensor, path: string) => T): ByPath<T> {
  const found: [string, T][] = [];
  mapTreeWithPath((path: string, leaf: Tensor) => found.push([path, f(leaf, path)]), tree);
  return Object.fromEntries(found);
}
