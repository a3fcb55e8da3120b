import { fieldsOf, isNode, isRecord, join, mapNode, type Node } from "./internal/nodes.ts";
import type { AnyTree } from "./tree-of.ts";

/**
 * A tree of the same form, with f of each leaf. Further trees are walked along: their leaves are found by the names
 * in the first, never by position, and are f's further arguments.
 *
 * Arrays and object literals are nodes; everything else (a tensor, a typed array, a number) is a leaf.
 * @throws TypeError that names the path where a tree differs from the first.
 * @example mapTree((p: number, g: number) => p - 0.1 * g, { w: 1, b: [2] }, { b: [20], w: 10 }) // { w: 0, b: [0] }
 */
export const mapTree = <R>(
  f: (leaf: never, ...others: never[]) => R,
  first: unknown,
  ...others: readonly unknown[]
): AnyTree<R> => mapAt("", (_, leaf, ...rest) => f(leaf, ...rest), first, others);

/** Like `mapTree`; f gets the path of the leaf first. @example mapTreeWithPath((path) => path, { layers: [{ bias: 0 }] }) // "layers/0/bias" */
export const mapTreeWithPath = <R>(
  f: (path: string, leaf: never, ...others: never[]) => R,
  first: unknown,
  ...others: readonly unknown[]
): AnyTree<R> => mapAt("", f, first, others);

type Visit<R> = (path: string, leaf: never, ...others: never[]) => R;

function mapAt<R>(path: string, f: Visit<R>, first: unknown, others: readonly unknown[]): AnyTree<R> {
  for (const other of others) checkForm(path, first, other);
  if (!isNode(first)) return f(path, first as never, ...(others as never[])); // f says itself what its leaves are
  return mapNode(first, (name) =>
    mapAt(
      join(path, name),
      f,
      first[name],
      others.map((other) => (other as Node)[name]),
    ),
  );
}

function checkForm(path: string, first: unknown, other: unknown): void {
  const [wanted, got] = [formOf(first), formOf(other)];
  if (wanted !== got)
    throw new TypeError(
      `tree: ${path || "the root"} must be ${wanted} as in the first tree, got ${got}; rename or add what differs?`,
    );
}

function formOf(node: unknown): string {
  if (Array.isArray(node)) return `an array of ${node.length}`;
  if (isRecord(node)) return `a record of {${fieldsOf(node).sort().join(", ")}}`;
  return node === undefined ? "missing" : "a leaf";
}
