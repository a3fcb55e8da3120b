import type { Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import { valueAndGradientOf } from "./internal/value-and-gradient-of.ts";
import type { ForArgument, GradOptions, Loss } from "./value-and-grad.ts";

/**
 * The derivative of a function that returns a scalar (or `{ loss, ...auxiliary }`) for one argument: a tree of the
 * form and the types of that argument. What it computes can be differentiated again.
 * @throws what `valueAndGrad` throws.
 * @example grad((x: Tensor) => sum(square(x)))(tensor([1, 2])) // [2, 4]
 */
export function grad<P extends TreeOf<P, Tensor>, A extends readonly unknown[]>(
  f: (params: P, ...rest: A) => Loss,
): (params: P, ...rest: A) => P;
export function grad<A extends readonly unknown[], K extends number>(
  f: (...inputs: A) => Loss,
  options: GradOptions<K> & ForArgument<A, K>,
): (...inputs: A) => A[K];
export function grad(
  f: (...inputs: unknown[]) => Loss,
  { argument = 0 }: GradOptions<number> = {},
): (...inputs: unknown[]) => unknown {
  const both = valueAndGradientOf(f, argument);
  return (...inputs) => both(...inputs)[1];
}
