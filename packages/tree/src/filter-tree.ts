import { fieldsOf, isNode, join, type Node } from "./internal/nodes.ts";
import type { AnyTree } from "./tree-of.ts";

/**
 * The leaves that are kept, each under the path that it had: arrays become records, for a list with gaps would move what
 * comes behind them. Nodes without leaves go too; without any at all the tree is `{}`.
 * @example filterTree((path) => path.endsWith("bias"), { layers: [{ weights: 1 }, { weights: 2, bias: 3 }] }) // { layers: { 1: { bias: 3 } } }
 */
export const filterTree = <L>(keep: (path: string, leaf: L) => boolean, tree: AnyTree<L>): AnyTree<L> =>
  filterAt("", keep, tree) ?? {};

function filterAt<L>(path: string, keep: (path: string, leaf: L) => boolean, tree: AnyTree<L>): AnyTree<L> | undefined {
  if (!isNode(tree)) return keep(path, tree as L) ? tree : undefined; // what is no node is a leaf
  const children = fieldsOf(tree).flatMap((name): [string, AnyTree<L>][] => {
    const child = filterAt(join(path, name), keep, (tree as Node<AnyTree<L>>)[name]!);
    return child === undefined ? [] : [[name, child]];
  });
  return children.length > 0 ? Object.fromEntries(children) : undefined;
}
