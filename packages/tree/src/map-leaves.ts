import { isNode, join, mapNode } from "./internal/nodes.ts";
import type { AnyTree } from "./tree-of.ts";

/**
 * A tree of the same form, with f of each leaf and of its path: `mapTreeWithPath` for a single tree, which a program that
 * compares no forms gets with fewer bytes.
 * @example mapLeaves((leaf: number, path) => `${path} ${leaf}`, { layers: [{ bias: 0 }] }) // { layers: [{ bias: "layers/0/bias 0" }] }
 */
export const mapLeaves = <R>(f: (leaf: never, path: string) => R, tree: unknown, path = ""): AnyTree<R> =>
  isNode(tree) ? mapNode(tree, (name) => mapLeaves(f, tree[name], join(path, name))) : f(tree as never, path); // f says itself what its leaves are
