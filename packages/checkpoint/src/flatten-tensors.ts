import { isTensor, type Tensor } from "@adjoint/tensor";
import { flattenTree, type TreeOf } from "@adjoint/tree";

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
  const { leaves, paths } = flattenTree(isTensor, tree);
  const names = paths.map((path) => path.replaceAll("/", separator));
  const seen = new Set([""]); // the root has no name
  for (const name of names) {
    if (seen.has(name))
      throw new RangeError(
        `flattenTensors: each tensor needs a name of its own, got ${JSON.stringify(name)} ${name ? "twice" : "for the root"}; rename it?`,
      );
    seen.add(name);
  }
  return Object.fromEntries(names.map((name, i) => [name, leaves[i]!]));
}
