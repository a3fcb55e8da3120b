import { formatShape, type Shape, ShapeError, sizeOf } from "@adjoint/tensor";
import type { Fans } from "../initializers/initializer.ts";

/** Fans from a shape: [inputs, outputs], or [outputs, inputs, ...taps]. @throws ShapeError for fewer than two axes. */
export function fansOf(name: string, shape: Shape): Fans {
  const [first, second, ...taps] = shape;
  if (first === undefined || second === undefined)
    throw new ShapeError(
      `${name}: a matrix or more is needed, got shape ${formatShape(shape)}; use constant, or say the fans?`,
    );
  if (shape.length === 2) return { fanIn: first, fanOut: second };
  return { fanIn: second * sizeOf(taps), fanOut: first * sizeOf(taps) };
}
