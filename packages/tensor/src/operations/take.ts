import { commonType } from "../align.ts";
import { checkTensor } from "../check-tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { bind } from "../primitive.ts";
import { add } from "../primitives/arithmetic.ts";
import { expandTo } from "../primitives/broadcast.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { scatterAddInRows, scatterAddRows, takeInRows, takeRows } from "../primitives/take-scatter.ts";
import { broadcastShapes, formatShape, normalizeAxis, sameShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { moveAxis } from "./axes.ts";

interface AxisOption {
  readonly axis?: number;
}

/**
 * Entries of an axis (default: the first) by integer indices of any shape; negative ones count from the end.
 *
 * Shapes: x [...a, n, ...b], indices [...i] -> [...a, ...i, ...b].
 * @throws DTypeError unless the indices are `int32` or `uint8`; RangeError for an index out of range.
 * @example take(embeddings, tokens) // [vocabulary, width], [batch, time] -> [batch, time, width]
 */
export function take(x: Tensor, indices: Tensor, options: AxisOption = {}): Tensor {
  const { axis = 0 } = checkOptions("take", options);
  checkTensor("take", x);
  checkIndices("take", indices);
  const along = normalizeAxis("take", axis, x.rank);
  const [rows] = bind(takeRows, [moveAxis(x, along, 0), reshapeTo(indices, [indices.size])], undefined);
  return reshapeTo(moveAxis(rows, 0, along), [
    ...x.shape.slice(0, along),
    ...indices.shape,
    ...x.shape.slice(along + 1),
  ]);
}

/**
 * x with values added at entries of an axis (default: the first). Values at the same index add up, in double precision.
 *
 * Shapes: x [...a, n, ...b], indices [...i], values [...a, ...i, ...b] -> [...a, n, ...b].
 * @throws ShapeError when the values do not fit; DTypeError unless the indices are integers; RangeError for an index
 * out of range.
 */
export function scatterAdd(x: Tensor, indices: Tensor, values: Tensor, options: AxisOption = {}): Tensor {
  const { axis = 0 } = checkOptions("scatterAdd", options);
  checkAdded("scatterAdd", x, values);
  checkIndices("scatterAdd", indices);
  const along = normalizeAxis("scatterAdd", axis, x.rank);
  const [before, after] = [x.shape.slice(0, along), x.shape.slice(along + 1)];
  const wanted = [...before, ...indices.shape, ...after];
  if (!sameShape(values.shape, wanted))
    throw new ShapeError(
      `scatterAdd: values of shape ${formatShape(wanted)} are needed, got ${formatShape(values.shape)}; broadcast them?`,
    );
  const rows = moveAxis(reshapeTo(values, [...before, indices.size, ...after]), along, 0);
  const [sums] = bind(scatterAddRows, [reshapeTo(indices, [indices.size]), rows], { count: x.shape[along]! });
  return add(x, moveAxis(sums, 0, along));
}

/**
 * Along one axis (default: the last), by indices that differ from row to row; other axes broadcast.
 *
 * Shapes: x [...a, n, ...b], indices [...a, k, ...b] -> [...a, k, ...b].
 * @throws DTypeError unless the indices are `int32` or `uint8`; RangeError for an index out of range.
 * @example takeAlongAxis(logProbabilities, expandDims(labels, -1)) // one of each row
 */
export function takeAlongAxis(x: Tensor, indices: Tensor, options: AxisOption = {}): Tensor {
  const { axis = -1 } = checkOptions("takeAlongAxis", options);
  checkTensor("takeAlongAxis", x);
  checkIndices("takeAlongAxis", indices);
  const along = normalizeAxis("takeAlongAxis", axis, x.rank);
  if (indices.rank !== x.rank)
    throw new ShapeError(
      `takeAlongAxis: x and indices need as many axes, got ${formatShape(x.shape)} and ${formatShape(indices.shape)}; expand the indices?`,
    );
  const [rows, places] = [moveAxis(x, along, -1), moveAxis(indices, along, -1)];
  const lead = broadcastShapes("takeAlongAxis", [rows.shape.slice(0, -1), places.shape.slice(0, -1)]);
  const pair = [rows, places].map((t) => expandTo(t, [...lead, t.shape.at(-1)!]));
  return moveAxis(bind(takeInRows, pair as [Tensor, Tensor], undefined)[0], -1, along);
}

/**
 * x with values added along one axis (default: the last) at indices that differ from row to row: the adjoint of
 * `takeAlongAxis`.
 *
 * Shapes: x [...a, n, ...b], indices and values [...a, k, ...b] -> [...a, n, ...b].
 * @throws ShapeError when they do not fit; DTypeError unless the indices are integers; RangeError for an index out of
 * range.
 */
export function scatterAddAlongAxis(x: Tensor, indices: Tensor, values: Tensor, options: AxisOption = {}): Tensor {
  const { axis = -1 } = checkOptions("scatterAddAlongAxis", options);
  checkAdded("scatterAddAlongAxis", x, values);
  checkIndices("scatterAddAlongAxis", indices);
  const along = normalizeAxis("scatterAddAlongAxis", axis, x.rank);
  const wanted = x.shape.map((n, i) => (i === along ? (indices.shape[along] ?? n) : n));
  if (!sameShape(indices.shape, wanted) || !sameShape(values.shape, wanted))
    throw new ShapeError(
      `scatterAddAlongAxis: indices and values must have the shape of x but for axis ${along}, got ${formatShape(x.shape)}, ${formatShape(indices.shape)} and ${formatShape(values.shape)}; broadcast them?`,
    );
  const pair = [moveAxis(indices, along, -1), moveAxis(values, along, -1)] as const;
  const [sums] = bind(scatterAddInRows, pair, { size: x.shape[along]! });
  return add(x, moveAxis(sums, -1, along));
}

function checkAdded(name: string, x: Tensor, values: Tensor): void {
  checkTensor(name, x);
  checkTensor(name, values);
  commonType(name, "number", [x, values]);
}

function checkIndices(name: string, indices: Tensor): void {
  checkTensor(name, indices);
  const { dtype } = indices;
  if (dtype !== "int32" && dtype !== "uint8")
    throw new DTypeError(`${name}: indices are int32 or uint8, got ${dtype}; cast them?`);
}
