import { formatShape, isTensor, ShapeError, type Tensor } from "@adjoint/tensor";
import { flattenTree, mapTreeWithPath, type TreeOf } from "@adjoint/tree";
import { lowerTree, traceFunction } from "./internal/trace-function.ts";

/**
 * The value of a function at a tree of tensors, and its pullback: from a cotangent for each result to the gradient of
 * sum(result * cotangent), a tree like the argument. The pullback may be called again and again.
 * @throws ShapeError when a cotangent has not the shape of its result.
 * @example const [y, pullback] = vjp((x: Tensor) => sin(x), x); const dx = pullback(onesLike(y))
 */
export function vjp<P extends TreeOf<P, Tensor>, R extends TreeOf<R, Tensor>>(
  f: (params: P) => R,
  params: P,
): [value: R, pullback: (cotangents: R) => P] {
  const { tape, sources, result, rebuild } = traceFunction("vjp", f, params);
  const value = lowerTree(tape, result);
  const outputs = flattenTree<Tensor, R>(isTensor, result).leaves;
  return [value, (cotangents) => rebuild(tape.pull(sources, outputs, matching("vjp", value, cotangents)))];
}

/** The leaves of a tree of (co)tangents, each of the shape and type of the value it belongs to. */
export function matching(name: string, values: unknown, tangents: unknown): readonly Tensor[] {
  const leaves: Tensor[] = [];
  mapTreeWithPath(
    (path: string, value: Tensor, tangent: Tensor) => {
      const where = path || "the tangent";
      if (!isTensor(tangent))
        throw new TypeError(`${name}: ${where} must be a tensor, got ${typeof tangent}; wrap it?`);
      const [wanted, got] = [value, tangent].map(({ dtype, shape }) => `${dtype} ${formatShape(shape)}`);
      if (wanted !== got)
        throw new ShapeError(`${name}: ${where} must be ${wanted} as its value is, got ${got}; cast or reshape it?`);
      leaves.push(tangent);
    },
    values,
    tangents,
  );
  return leaves;
}
