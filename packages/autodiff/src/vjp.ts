import type { Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import { linearize } from "./internal/linearize.ts";
import { matchingLeaves } from "./internal/matching-leaves.ts";

/**
 * The value of a function at a tree of tensors, and its pullback: from a cotangent for each result to the gradient of
 * sum(result * cotangent), a tree like the argument. The pullback may be called again and again.
 * @throws ShapeError when a cotangent has not the shape and type of its result; TypeError when it is no tensor, and
 * what `valueAndGrad` throws for the argument.
 * @example const [y, pullback] = vjp((x: Tensor) => sin(x), x); const dx = pullback(onesLike(y))
 */
export function vjp<P extends TreeOf<P, Tensor>, R extends TreeOf<R, Tensor>>(
  f: (params: P) => R,
  params: P,
): [value: R, pullback: (cotangents: R) => P] {
  const { value, inputs, pull } = linearize<P, R, [P]>("vjp", f, [params]);
  return [value, (cotangents) => inputs.rebuild(pull(matchingLeaves("vjp", "cotangent", value, cotangents)))];
}
