import type { Tensor } from "@adjoint/tensor";
import { rejectPromise } from "./reject-promise.ts";
import { type TensorsOf, tensorsOf } from "./tensors-of.ts";

/** A function of trees, called on the tensors in them. */
export interface FlatFunction<A, R> {
  /** The tensors of the arguments. */
  readonly tensors: readonly Tensor[];
  /** From tensors of the arguments to those of the result. */
  run(tensors: readonly Tensor[]): readonly Tensor[];
  inputsOf(tensors: readonly Tensor[]): A;
  /** The result with other tensors; after the first run. */
  resultOf(tensors: readonly Tensor[]): R;
}

export function flatFunction<A extends readonly unknown[], R>(
  transform: string,
  f: (...inputs: A) => R,
  inputs: A,
): FlatFunction<A, R> {
  const { tensors, rebuild } = tensorsOf(inputs);
  let result: TensorsOf<R> | undefined;
  return {
    tensors,
    run: (next) => {
      const returned = f(...rebuild(next));
      rejectPromise(transform, f.name, returned);
      const flat = tensorsOf(returned);
      result ??= flat;
      return flat.tensors;
    },
    inputsOf: rebuild,
    resultOf: (next) => result!.rebuild(next),
  };
}
