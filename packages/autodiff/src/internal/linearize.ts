import { describe, isFloat, isTensor, type Spec, type Tensor, zerosLike } from "@adjoint/tensor";
import { type FlatTree, flattenTree, mapTreeWithPath, type TreeOf } from "@adjoint/tree";
import { type Traced, traceFunction } from "./trace-function.ts";

/** A function at one point: its value, and its derivative as a linear map in both directions. */
export interface Linearization<P, R> {
  readonly value: R;
  /** What the leaves of the argument are like. */
  readonly inputs: readonly Spec[];
  /** The leaves of the value, and the way back. */
  readonly outputs: FlatTree<Tensor, R>;
  /** A tree like the argument. */
  rebuild(leaves: readonly Tensor[]): P;
  /** From cotangents of the outputs to those of the inputs. */
  pull(cotangents: readonly Tensor[]): Tensor[];
  /** From tangents of the inputs to those of the outputs. */
  push(tangents: readonly Tensor[]): Tensor[];
}

export function linearize<P extends TreeOf<P, Tensor>, R extends TreeOf<R, Tensor>>(
  transform: string,
  f: (params: P) => R,
  params: P,
  called: string = f.name,
): Linearization<P, R> {
  const { tape, sources, value, result, rebuild } = traceFunction(transform, f, params, { called });
  checkTensors(transform, result);
  const { leaves: traced } = flattenTree<Tensor, R>(isTensor, result);
  const pull = (cotangents: readonly Tensor[]): Tensor[] => tape.pull(sources, traced, cotangents);
  let linear: Traced<readonly Tensor[], Tensor[]> | undefined;
  return {
    value,
    inputs: sources,
    outputs: flattenTree<Tensor, R>(isTensor, value),
    rebuild,
    pull,
    push: (tangents) => {
      // The pullback is linear in its cotangents, so the pullback of the pullback is the pushforward. The cotangents
      // it starts from do not reach the result.
      const floats = traced.filter(({ dtype }) => isFloat(dtype));
      linear ??= traceFunction(
        transform,
        (cotangents: readonly Tensor[]) => tape.pull(sources, floats, cotangents),
        floats.map(zerosLike),
      );
      const pushed = linear.tape.pull(linear.sources, linear.result, tangents);
      let next = 0;
      return traced.map((t) => (isFloat(t.dtype) ? pushed[next++]! : zerosLike(t)));
    },
  };
}

function checkTensors(transform: string, result: unknown): void {
  mapTreeWithPath((path: string, leaf: unknown) => {
    if (!isTensor(leaf))
      throw new TypeError(
        `${transform}: ${path || "the result"} must be a tensor to have a derivative, got ${describe(leaf)}; leave it out or make it one?`,
      );
  }, result);
}
