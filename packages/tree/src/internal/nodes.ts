import type { AnyTree } from "../tree-of.ts";

/** What has children, by index or by name. */
export type Node<T = unknown> = Readonly<Record<string | number, T>>;

/** An array or an object made by a literal? Instances of classes, typed arrays and functions are leaves. */
export const isNode = (value: unknown): value is Node => Array.isArray(value) || isRecord(value);

export const isRecord = (value: unknown): value is Node =>
  [Object.prototype, null].includes(Object.getPrototypeOf(value ?? 0)); // 0 stands for what has no prototype

/** The fields that are there; one that is undefined counts as missing. */
export const fieldsOf = (node: Node): string[] => Object.keys(node).filter((name) => node[name] !== undefined);

/**
 * `layers/0/bias`; the root is the empty path. No two leaves have one path: in a name, as in JSON pointers (RFC 6901), `~1`
 * stands for a slash and `~0` for a tilde, and `~` for a name without letters.
 */
export function join(path: string, name: string | number): string {
  const step = `${name}`.replaceAll("~", "~0").replaceAll("/", "~1") || "~";
  return path === "" ? step : `${path}/${step}`;
}

/** A node of the same form with other children. */
export const mapNode = <R>(node: Node, f: (name: string | number) => AnyTree<R>): AnyTree<R> =>
  Array.isArray(node) ? node.map((_, i) => f(i)) : Object.fromEntries(fieldsOf(node).map((name) => [name, f(name)]));
