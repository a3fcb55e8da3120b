import type { Shape } from "@adjoint/tensor";

/** The position along each axis of an element that is counted row by row. */
export function positionOf(element: number, shape: Shape): number[] {
  const position: number[] = [];
  for (let i = shape.length - 1, rest = element; i >= 0; i--) {
    position[i] = rest % shape[i]!;
    rest = Math.floor(rest / shape[i]!);
  }
  return position;
}
