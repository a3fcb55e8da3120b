import type { Tensor } from "@adjoint/tensor";
import type { AnyTree, TreeOf } from "@adjoint/tree";
import { jacobianOf } from "./internal/jacobian-of.ts";
import { valueAndGradientOf } from "./internal/value-and-gradient-of.ts";
import type { JacobianOf } from "./jacobian.ts";
import type { ForArgument, GradOptions, Loss } from "./value-and-grad.ts";

/**
 * The second derivatives of a function that returns a scalar (or `{ loss, ...auxiliary }`) for one argument, forward
 * over reverse: for an argument [...p] a tensor [...p, ...p]; for a tree a tree like it, of trees like it.
 * @throws what `valueAndGrad` throws.
 * @example hessian((x: Tensor) => prod(x))(tensor([2, 3])) // [[0, 1], [1, 0]]
 */
export function hessian<P extends TreeOf<P, Tensor>, A extends readonly unknown[]>(
  f: (params: P, ...rest: A) => Loss,
): (params: P, ...rest: A) => JacobianOf<P, P>;
export function hessian<A extends readonly unknown[], K extends number>(
  f: (...inputs: A) => Loss,
  options: GradOptions<K> & ForArgument<A, K>,
): (...inputs: A) => JacobianOf<A[K], A[K]>;
export function hessian(
  f: (...inputs: unknown[]) => Loss,
  { argument = 0 }: GradOptions<number> = {},
): (...inputs: unknown[]) => unknown {
  const both = valueAndGradientOf(f, argument);
  const gradient = (...inputs: unknown[]) => both(...inputs)[1] as AnyTree<Tensor>; // like the argument
  return jacobianOf(gradient, argument, "forward");
}
