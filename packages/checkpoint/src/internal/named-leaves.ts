import { isTensor, type Tensor } from "@adjoint/tensor";
import { flattenTree, type TreeOf } from "@adjoint/tree";

/** The tensors of a tree with their names, in its order: a record would put the names that are numbers first. */
export function namedLeaves<P extends TreeOf<P, Tensor>>(tree: P, separator: string): [name: string, t: Tensor][] {
  const { leaves, paths } = flattenTree(isTensor, tree);
  const seen = new Set([""]); // the root has no name
  return leaves.map((t, i) => {
    const name = paths[i]!.split("/").map(nameOf).join(separator);
    if (seen.has(name))
      throw new RangeError(
        `flattenTensors: each tensor needs a name of its own, got ${JSON.stringify(name)} ${name ? "twice" : "for the root"}; rename it?`,
      );
    seen.add(name);
    return [name, t];
  });
}

/** The name that a step of a path stands for: of a tree, paths say a slash in a name as `~1`, so that no two are one. */
const nameOf = (step: string): string => (step === "~" ? "" : step.replaceAll("~1", "/").replaceAll("~0", "~"));
