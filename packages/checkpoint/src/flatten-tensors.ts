import type { Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import { namedLeaves } from "./internal/named-leaves.ts";

export interface NamingOptions {
  /** What stands between the names of a path: "/" (default), or "." as in PyTorch. */
  readonly separator?: string;
}

/**
 * The tensors of a tree by the names of their paths, such as `layers/0/bias`; a record of tensors keeps its names.
 * @throws TypeError for a leaf that is no tensor; RangeError when two have one name, as in { "a/b": x, a: { b: y } }.
 * @example flattenTensors({ layers: [{ bias }] }, { separator: "." }) // { "layers.0.bias": bias }
 */
export function flattenTensors<P extends TreeOf<P, Tensor>>(
  tree: P,
  { separator = "/" }: NamingOptions = {},
): Readonly<Record<string, Tensor>> {
  return Object.fromEntries(namedLeaves(tree, separator));
}
