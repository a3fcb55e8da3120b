import { describe, formatShape, isTensor, ShapeError, type Tensor } from "@adjoint/tensor";
import { zipLeaves } from "./zip-leaves.ts";

/**
 * The leaves of a tree of tangents or cotangents, each of the shape and type of the value that it belongs to.
 * @throws TypeError when a leaf is no tensor or the forms differ; ShapeError when a leaf differs from its value.
 */
export function matchingLeaves(
  transform: string,
  kind: "tangent" | "cotangent",
  values: unknown,
  tangents: unknown,
): readonly Tensor[] {
  return zipLeaves(transform, values, tangents).map(({ path, first, second }) => {
    const place = path ? `the ${kind} of ${path}` : `the ${kind}`;
    return matchingTensor(transform, place, first as Tensor, second); // the leaves of values were checked before
  });
}

/** A tensor of the shape and type of another. @throws TypeError when it is none; ShapeError when it differs. */
export function matchingTensor(transform: string, place: string, value: Tensor, given: unknown): Tensor {
  if (!isTensor(given))
    throw new TypeError(`${transform}: ${place} must be a tensor, got ${describe(given)}; make it one?`);
  const [wanted, got] = [value, given].map(({ dtype, shape }) => `${dtype} ${formatShape(shape)}`);
  if (wanted !== got)
    throw new ShapeError(
      `${transform}: ${place} must be ${wanted} like what it belongs to, got ${got}; cast or reshape it?`,
    );
  return given;
}
