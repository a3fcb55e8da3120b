import { mapTreeWithPath } from "@adjoint/tree";

export interface LeafPair {
  readonly path: string;
  readonly first: unknown;
  readonly second: unknown;
}

/** The leaves of two trees of one form, pair by pair. @throws TypeError that begins with `what` when the forms differ. */
export function zipLeaves(what: string, first: unknown, second: unknown): readonly LeafPair[] {
  const pairs: LeafPair[] = [];
  const visit = (path: string, a: unknown, b: unknown): unknown => pairs.push({ path, first: a, second: b });
  try {
    mapTreeWithPath(visit, first, second);
  } catch (cause) {
    throw new TypeError(`${what}: ${(cause as Error).message}`, { cause }); // mapTreeWithPath throws nothing else
  }
  return pairs;
}
