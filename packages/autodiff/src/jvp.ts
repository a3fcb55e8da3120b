import { isTensor, type Tensor, zerosLike } from "@adjoint/tensor";
import { flattenTree, type TreeOf } from "@adjoint/tree";
import { lowerTree, traceFunction } from "./internal/trace-function.ts";
import { matching } from "./vjp.ts";

/**
 * The value of a function at a tree of tensors, and how it changes along tangents of the same form: the directional
 * derivative, a tree like the result.
 * @throws ShapeError when a tangent has not the shape of its parameter.
 * @example const [y, dy] = jvp((x: Tensor) => sin(x), x, onesLike(x)) // dy = cos(x)
 */
export function jvp<P extends TreeOf<P, Tensor>, R extends TreeOf<R, Tensor>>(
  f: (params: P) => R,
  params: P,
  tangents: P,
): [value: R, tangent: R] {
  const directions = matching("jvp", params, tangents);
  const { tape, sources, result } = traceFunction("jvp", f, params);
  const value = lowerTree(tape, result);
  const { leaves: outputs, rebuild } = flattenTree<Tensor, R>(isTensor, result);
  // The pullback is linear in its cotangents, so the pullback of the pullback is the pushforward. The cotangents it
  // starts from do not reach the result.
  const zeros = outputs.map(zerosLike);
  const linear = traceFunction(
    "jvp",
    (cotangents: readonly Tensor[]) => tape.pull(sources, outputs, cotangents),
    zeros,
  );
  return [value, rebuild(linear.tape.pull(linear.sources, linear.result, directions))];
}
