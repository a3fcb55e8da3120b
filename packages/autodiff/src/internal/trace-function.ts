import { checkTensor, checkType, isTensor, type Tensor } from "@adjoint/tensor";
import { mapTree, mapTreeWithPath, type TreeOf } from "@adjoint/tree";
import { Scope } from "./scope.ts";
import { Tape } from "./tape.ts";

export interface Traced<P, R> {
  readonly tape: Tape;
  /** The stand-ins that f got for the leaves of its argument. */
  readonly sources: readonly Tensor[];
  /** What f returned, with values in place of stand-ins. */
  readonly value: R;
  /** What f returned. */
  readonly result: R;
  /** The argument's form with other leaves. */
  rebuild(leaves: readonly Tensor[]): P;
}

/** Where every derivative begins: f runs on stand-ins for the leaves of its argument. `transform` is for messages. */
export function traceFunction<P extends TreeOf<P, Tensor>, R>(
  transform: string,
  f: (params: P) => R,
  params: P,
  { called = f.name, tape = new Tape() }: { readonly called?: string; readonly tape?: Tape } = {},
): Traced<P, R> {
  const sources: Tensor[] = [];
  const stands = mapTreeWithPath((path: string, leaf: unknown) => {
    const source = tape.source(checkLeaf(transform, path || "the argument", leaf));
    sources.push(source);
    return source;
  }, params) as P; // the form of params, with tensors for tensors
  const result = tape.run(transform, called, () => f(stands));
  const rebuild = (leaves: readonly Tensor[]): P => {
    let next = 0;
    return mapTree(() => leaves[next++], params) as P; // as above
  };
  return { tape, sources, value: lowerTree(transform, tape, result), result, rebuild };
}

function checkLeaf(transform: string, path: string, leaf: unknown): Tensor {
  checkTensor(`${transform}: ${path}`, leaf);
  checkType(`${transform}: ${path}`, "float", leaf.dtype);
  Scope.checkAlive(transform, leaf);
  return leaf;
}

function lowerTree<R>(transform: string, tape: Tape, tree: R): R {
  const lower = (leaf: unknown): unknown => {
    if (!isTensor(leaf)) return leaf;
    const value = tape.lower(leaf);
    Scope.checkAlive(transform, value);
    return value;
  };
  return mapTree(lower, tree) as R; // form and types stay
}
