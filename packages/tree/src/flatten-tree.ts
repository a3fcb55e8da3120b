import { mapLeaves } from "./map-leaves.ts";
import type { TreeOf } from "./tree-of.ts";

export interface FlatTree<L, P> {
  /** In the order of the fields. */
  readonly leaves: readonly L[];
  /** The path of each leaf, such as `layers/0/bias`. */
  readonly paths: readonly string[];
  /** A tree of the same form with other leaves. @throws RangeError unless there are as many. */
  readonly rebuild: (leaves: readonly L[]) => P;
}

/**
 * The leaves of a tree, their paths, and the way back. The guard is the type of a leaf and its check at run time.
 * @throws TypeError that names the path of a leaf that the guard does not accept.
 * @example flattenTree(isTensor, params).leaves
 */
export function flattenTree<L, P extends TreeOf<P, L>>(
  isLeaf: (value: unknown) => value is L,
  tree: P,
): FlatTree<L, P> {
  const leaves: L[] = [];
  const paths: string[] = [];
  mapLeaves((leaf: unknown, path) => {
    if (!isLeaf(leaf))
      throw new TypeError(
        `tree: ${path || "the root"} is ${describe(leaf)}, which is no leaf here; convert or remove it?`,
      );
    leaves.push(leaf);
    paths.push(path);
  }, tree);
  const rebuild = (next: readonly L[]): P => {
    if (next.length !== leaves.length)
      throw new RangeError(
        `tree: ${leaves.length} leaves are needed to rebuild it, got ${next.length}; give one for each path?`,
      );
    let i = 0;
    return mapLeaves(() => next[i++], tree) as P; // the form of tree with leaves of its kind
  };
  return { leaves, paths, rebuild };
}

function describe(value: unknown): string {
  if (typeof value === "object" && value !== null) return `a value of type ${value.constructor?.name ?? "object"}`;
  return typeof value === "string" ? `the text "${value}"` : String(value);
}
