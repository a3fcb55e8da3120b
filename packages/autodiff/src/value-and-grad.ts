import type { Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import type { Loss } from "./internal/find-loss.ts";
import { valueAndGradientOf } from "./internal/value-and-gradient-of.ts";

export type { Loss } from "./internal/find-loss.ts";

export interface GradOptions<K extends number> {
  /** The position of the argument to differentiate for; default 0. */
  readonly argument?: K;
}

/** For the types: argument K of a function of A must be a tree of tensors. */
export type ForArgument<A extends readonly unknown[], K extends number> = A[K] extends TreeOf<A[K], Tensor> & object
  ? unknown
  : { readonly "argument must be the position of a tree of tensors": never };

/**
 * The value of a function and its derivative for one argument, a tensor or any tree of tensors.
 *
 * f returns a scalar, or `{ loss, ...auxiliary }`: the whole record then is the value, and `loss` is differentiated.
 * The gradients have the form and the types of the argument; a leaf that f does not use gets zeros. They may share
 * their storage with each other and with values of f: read them, as every tensor, and do not write to them.
 * @throws ShapeError when the loss is no scalar; DTypeError when the loss or a leaf is of an integer type; TypeError
 * when f is asynchronous, returns no loss, or a leaf is no tensor; RangeError when there is no such argument;
 * TraceError when f returns a tensor that was traced in a function that is over.
 * @example const [loss, gradients] = valueAndGrad((params, x) => mean(square(predict(params, x))))(params, x)
 */
export function valueAndGrad<P extends TreeOf<P, Tensor>, A extends readonly unknown[], R extends Loss>(
  f: (params: P, ...rest: A) => R,
): (params: P, ...rest: A) => [value: R, gradients: P];
export function valueAndGrad<A extends readonly unknown[], R extends Loss, K extends number>(
  f: (...inputs: A) => R,
  options: GradOptions<K> & ForArgument<A, K>,
): (...inputs: A) => [value: R, gradients: A[K]];
export function valueAndGrad<R extends Loss>(
  f: (...inputs: unknown[]) => R,
  { argument = 0 }: GradOptions<number> = {},
): (...inputs: unknown[]) => [value: R, gradients: unknown] {
  return valueAndGradientOf(f, argument);
}
