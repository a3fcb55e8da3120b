import { describe, isFloat, isTensor, type Tensor, zerosLike } from "@adjoint/tensor";
import { type FlatTree, flattenTree, mapLeaves, type TreeOf } from "@adjoint/tree";
import { type Traced, traceFunction } from "./trace-function.ts";

/** A function at one point: its value, and its derivative as a linear map in both directions. */
export interface Linearization<P, R> {
  readonly value: R;
  /** What the leaves of the argument are like, and the way back. */
  readonly inputs: FlatTree<Tensor, P>;
  /** The leaves of the value, and the way back. */
  readonly outputs: FlatTree<Tensor, R>;
  /** From cotangents of the outputs to those of the inputs. */
  pull(cotangents: readonly Tensor[]): Tensor[];
  /** From tangents of the inputs to those of the outputs. */
  push(tangents: readonly Tensor[]): Tensor[];
}

export function linearize<
  P extends TreeOf<P, Tensor>,
  R extends TreeOf<R, Tensor>,
  A extends readonly unknown[] = readonly unknown[],
>(transform: string, f: (...inputs: A) => R, inputs: readonly unknown[], argument = 0): Linearization<P, R> {
  const { tape, stands, value, result } = traceFunction(transform, f, inputs, argument);
  checkTensors(transform, result);
  const sources = flattenTree<Tensor, P>(isTensor, stands as P); // the argument with other leaves
  const { leaves: traced } = flattenTree<Tensor, R>(isTensor, result);
  let linear: Traced<Tensor[]> | undefined;
  return {
    value,
    inputs: sources,
    outputs: flattenTree<Tensor, R>(isTensor, value),
    pull: (cotangents) => sources.leaves.map(tape.pull(traced, cotangents)),
    push: (tangents) => {
      // The pullback is linear in its cotangents, so the pullback of the pullback is the pushforward. The cotangents
      // it starts from do not reach the result.
      const floats = traced.filter(({ dtype }) => isFloat(dtype));
      linear ??= traceFunction(
        transform,
        (cotangents: readonly Tensor[]) => sources.leaves.map(tape.pull(floats, cotangents)),
        [floats.map(zerosLike)],
      );
      const { stands, result, tape: back } = linear;
      const pushed = (stands as readonly Tensor[]).map(back.pull(result, tangents)); // a list like that of zeros
      let next = 0;
      return traced.map((t) => (isFloat(t.dtype) ? pushed[next++]! : zerosLike(t)));
    },
  };
}

function checkTensors(transform: string, result: unknown): void {
  mapLeaves((leaf: unknown, path) => {
    if (!isTensor(leaf))
      throw new TypeError(
        `${transform}: ${path || "the result"} must be a tensor to have a derivative, got ${describe(leaf)}; leave it out or make it one?`,
      );
  }, result);
}
