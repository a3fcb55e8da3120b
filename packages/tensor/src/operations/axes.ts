import { checkTensor } from "../check-tensor.ts";
import { ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { permute } from "../primitives/movement.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { formatShape, normalizeAxes, normalizeAxis, type Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** The axis `from` at the place `to`; the others keep their order. A view. */
export function moveAxis(x: Tensor, from: number, to: number): Tensor {
  checkTensor("moveAxis", x);
  const source = normalizeAxis("moveAxis", from, x.rank);
  const order = x.shape.map((_, i) => i).filter((i) => i !== source);
  order.splice(normalizeAxis("moveAxis", to, x.rank), 0, source);
  return permute(x, order);
}

/** Two axes exchanged. A view. */
export function swapAxes(x: Tensor, first: number, second: number): Tensor {
  checkTensor("swapAxes", x);
  const [a, b] = [normalizeAxis("swapAxes", first, x.rank), normalizeAxis("swapAxes", second, x.rank)];
  return permute(
    x,
    x.shape.map((_, i) => (i === a ? b : i === b ? a : i)),
  );
}

/**
 * A new axis of size 1 at each place of the result. A view.
 * @throws ShapeError when a place is not in the result, or named twice.
 * @example expandDims(labels, -1) // [n] -> [n, 1]
 */
export function expandDims(x: Tensor, axis: number | Shape): Tensor {
  checkTensor("expandDims", x);
  const added = [axis].flat();
  const rank = x.rank + added.length;
  const places = normalizeAxes("expandDims", added, rank);
  let next = 0;
  return reshapeTo(
    x,
    Array.from({ length: rank }, (_, i) => (places.includes(i) ? 1 : x.shape[next++]!)),
  );
}

/** Without axes of size 1: those named, or all of them. A view. @throws ShapeError when a named axis is longer. */
export function squeeze(x: Tensor, options: { readonly axis?: number | Shape } = {}): Tensor {
  const { axis } = checkOptions("squeeze", options);
  checkTensor("squeeze", x);
  const dropped =
    axis === undefined ? x.shape.flatMap((n, i) => (n === 1 ? [i] : [])) : normalizeAxes("squeeze", axis, x.rank);
  if (dropped.some((i) => x.shape[i] !== 1))
    throw new ShapeError(`squeeze: only axes of size 1 go away, got ${formatShape(x.shape)}; use slice or sum?`);
  return reshapeTo(
    x,
    x.shape.filter((_, i) => !dropped.includes(i)),
  );
}
