import { DTypeError, isFloat, isTensor, type Tensor } from "@adjoint/tensor";
import { flattenTree, mapTree, type TreeOf } from "@adjoint/tree";
import { Tape } from "./tape.ts";

export interface Traced<P, R> {
  readonly tape: Tape;
  /** The stand-ins that f got for the leaves of its argument. */
  readonly sources: readonly Tensor[];
  readonly result: R;
  /** The argument's form with other leaves. */
  rebuild(leaves: readonly Tensor[]): P;
}

/** Where every transform begins: f runs on stand-ins for the leaves of its argument. */
export function traceFunction<P extends TreeOf<P, Tensor>, R>(
  name: string,
  f: (params: P) => R,
  params: P,
): Traced<P, R> {
  const { leaves, paths, rebuild } = flattenTree<Tensor, P>(isTensor, params);
  leaves.forEach(({ dtype }, i) => {
    if (!isFloat(dtype))
      throw new DTypeError(
        `${name}: ${paths[i] || "the argument"} is ${dtype}, which has no derivative; cast it or pass it as another argument?`,
      );
  });
  const tape = new Tape();
  const sources = leaves.map((leaf) => tape.source(leaf));
  const result = f(rebuild(sources));
  tape.finish();
  if (isThenable(result))
    throw new TypeError(`${name}: the function is asynchronous; await its data before, and pass it in`);
  return { tape, sources, result, rebuild };
}

const isThenable = (value: unknown): boolean =>
  typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";

/** The result of a traced function, with values in place of stand-ins. */
export const lowerTree = <R>(tape: Tape, tree: R): R =>
  mapTree((leaf: unknown) => (isTensor(leaf) ? tape.lower(leaf) : leaf), tree) as R; // form and types stay
