import type { Tensor } from "@adjoint/tensor";
import type { AnyTree, TreeOf } from "@adjoint/tree";
import { jacobianOf } from "./internal/jacobian-of.ts";
import type { ForArgument, GradOptions } from "./value-and-grad.ts";

/** R with a P in place of each tensor: for two tensors, one tensor. */
export type JacobianOf<R, P> = R extends Tensor ? P : { readonly [K in keyof R]: JacobianOf<R[K], P> };

export interface JacobianMode {
  /**
   * A row at a time by pullbacks ("reverse"), or a column at a time by pushforwards ("forward"), all at once in either
   * case; default: forward when the argument has fewer elements than the result.
   */
  readonly mode?: "forward" | "reverse";
}
export interface JacobianOptions<K extends number> extends GradOptions<K>, JacobianMode {}

/**
 * All derivatives of a function for one argument: for a result [...r] and an argument [...p] a tensor [...r, ...p] with
 * d result[i] / d argument[j] at [i, j]. For trees a tree like the result, of trees like the argument.
 * @throws DTypeError when the result or the argument has an integer leaf, and what `valueAndGrad` throws for the
 * argument.
 * @example jacobian((x: Tensor) => multiply(x, x))(tensor([1, 2])) // [[2, 0], [0, 4]]
 */
export function jacobian<P extends TreeOf<P, Tensor>, A extends readonly unknown[], R extends TreeOf<R, Tensor>>(
  f: (params: P, ...rest: A) => R,
  options?: JacobianMode,
): (params: P, ...rest: A) => JacobianOf<R, P>;
export function jacobian<A extends readonly unknown[], R extends TreeOf<R, Tensor>, K extends number>(
  f: (...inputs: A) => R,
  options: JacobianOptions<K> & ForArgument<A, K>,
): (...inputs: A) => JacobianOf<R, A[K]>;
export function jacobian(
  f: (...inputs: unknown[]) => AnyTree<Tensor>,
  { argument = 0, mode }: JacobianOptions<number> = {},
): (...inputs: unknown[]) => unknown {
  return jacobianOf(f, argument, mode);
}
