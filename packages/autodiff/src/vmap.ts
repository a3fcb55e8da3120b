import { formatShape, isTensor, moveAxis, normalizeAxis, ShapeError, type Tensor } from "@adjoint/tensor";
import { mapLeaves } from "@adjoint/tree";
import { BatchTrace } from "./internal/batch-trace.ts";
import { checkAlive } from "./internal/scope.ts";

export interface VmapOptions {
  /** For each argument the axis of the examples, or null for an argument that all share; default 0 for all. */
  readonly inAxes?: readonly (number | null)[];
  /** Where the axis of the examples stands in the results; default 0. */
  readonly outAxes?: number;
}

/**
 * A function of one example, made one of a batch: operations run on all examples at once, none is written twice.
 * Arguments may be trees; a leaf that is no tensor is shared. Results that do not depend on an example are repeated.
 * @throws ShapeError when the arguments disagree about the number of examples, or an argument or result has no such
 * axis; TypeError when `inAxes` has not an entry for each argument, or f is asynchronous.
 * @example vmap((x: Tensor, w: Tensor) => dot(x, w), { inAxes: [0, null] })(batch, weights) // [n, d], [d] -> [n]
 */
export function vmap<A extends readonly unknown[], R>(
  f: (...inputs: A) => R,
  { inAxes, outAxes = 0 }: VmapOptions = {},
): (...inputs: A) => R {
  return (...inputs) => {
    if (inAxes && inAxes.length !== inputs.length)
      throw new TypeError(
        `vmap: inAxes must have an entry for each of ${inputs.length} arguments, got ${inAxes.length}; use null for what is shared`,
      );
    const axes = inputs.map((_, i) => (inAxes ? inAxes[i]! : 0));
    const trace = new BatchTrace(countExamples(inputs, axes));
    const stands = inputs.map((input, i) => {
      const axis = axes[i]!;
      return axis === null ? input : mapLeaves((leaf) => stand(trace, leaf, axis), input);
    });
    const result = trace.run("vmap", f, stands);
    const gather = (leaf: unknown): unknown => {
      if (!isTensor(leaf)) return leaf;
      const examples = trace.examplesOf(leaf);
      return moveAxis(examples, 0, normalizeAxis("vmap", outAxes, examples.rank));
    };
    return mapLeaves(gather, result) as R; // form and types stay
  };
}

const stand = (trace: BatchTrace, leaf: unknown, axis: number): unknown =>
  isTensor(leaf) ? trace.example(moveAxis(leaf, axis, 0)) : leaf;

function countExamples(inputs: readonly unknown[], axes: readonly (number | null)[]): number {
  let first: { readonly path: string; readonly size: number } | undefined;
  const count = (path: string, leaf: Tensor, axis: number): void => {
    if (leaf.rank === 0)
      throw new ShapeError(`vmap: ${path} is a scalar and has no axis of examples; share it by null in inAxes?`);
    const size = leaf.shape[normalizeAxis("vmap", axis, leaf.rank)]!;
    first ??= { path, size };
    if (first.size !== size)
      throw new ShapeError(
        `vmap: ${path} must bring ${first.size} examples like ${first.path}, got ${size} on axis ${axis} of ${formatShape(leaf.shape)}; check inAxes?`,
      );
    checkAlive("vmap", leaf);
  };
  inputs.forEach((input, i) => {
    const axis = axes[i]!;
    if (axis === null) return;
    mapLeaves((leaf: unknown, path) => {
      if (isTensor(leaf)) count(path ? `argument ${i}/${path}` : `argument ${i}`, leaf, axis);
    }, input);
  });
  if (!first) throw new ShapeError("vmap: at least one argument must bring examples, got none; check inAxes?");
  return first.size;
}
