import type { Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import { linearize } from "./internal/linearize.ts";
import { matchingLeaves } from "./internal/matching-leaves.ts";

/**
 * The value of a function at a tree of tensors, and how it changes along tangents of the same form: the directional
 * derivative, a tree like the result.
 * @throws ShapeError when a tangent has not the shape and type of its value; TypeError when it is no tensor, and what
 * `valueAndGrad` throws for the argument.
 * @example const [y, dy] = jvp((x: Tensor) => sin(x), x, onesLike(x)) // dy = cos(x)
 */
export function jvp<P extends TreeOf<P, Tensor>, R extends TreeOf<R, Tensor>>(
  f: (params: P) => R,
  params: P,
  tangents: P,
): [value: R, tangent: R] {
  const directions = matchingLeaves("jvp", "tangent", params, tangents);
  const { value, outputs, push } = linearize<P, R, [P]>("jvp", f, [params]);
  return [value, outputs.rebuild(push(directions))];
}
