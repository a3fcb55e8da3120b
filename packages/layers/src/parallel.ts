import { add, concat, formatShape, type Shape, ShapeError, sameShape } from "@adjoint/tensor";
import { compose } from "./internal/compose.ts";
import type { Layer } from "./layer.ts";
import type { Layers, ParamsOfAll, StateOfAll } from "./layers.ts";

export interface ParallelOptions {
  /** How the outputs become one; default "concat". */
  readonly join?: "concat" | "sum";
  /** Along which axis of the output they are put together, the batch axis being 0; default: the last. */
  readonly axis?: number;
}

/**
 * Layers side by side: each sees the input, and their outputs are put together or added up.
 *
 * @throws RangeError when there is no layer, or the axis is that of the batch; at `init` ShapeError when outputs do not
 * fit together.
 * @see Szegedy et al. 2015, Going deeper with convolutions, figure 2
 * @example parallel({ forward: gru({ units: 32 }), backward: gru({ units: 32, reverse: true }) }) // [time, 64]
 */
export function parallel<const L extends Layers>(
  layers: L,
  { join = "concat", axis = -1 }: ParallelOptions = {},
): Layer<ParamsOfAll<L>, StateOfAll<L>> {
  if (!Number.isInteger(axis) || axis === 0)
    throw new RangeError(`parallel: axis must be an integer other than 0, got ${axis}; 0 is the batch, use 1?`);
  const joinShapes = join === "sum" ? theSame : (shapes: readonly Shape[]): Shape => joined(shapes, axis);
  return compose("parallel", layers, {
    shape: (input, calls) => joinShapes(calls.map((call) => call(input))),
    tensor: (input, calls) => {
      const outputs = calls.map((call) => call(input));
      return join === "sum" ? outputs.reduce((sum, output) => add(sum, output)) : concat(outputs, { axis });
    },
  });
}

function theSame(shapes: readonly Shape[]): Shape {
  const [first, ...others] = shapes as [Shape, ...Shape[]];
  const other = others.find((shape) => !sameShape(shape, first));
  if (other)
    throw new ShapeError(
      `parallel: outputs of one shape are needed for a sum, got ${formatShape(first)} and ${formatShape(other)}; join by "concat"?`,
    );
  return first;
}

function joined(shapes: readonly Shape[], axis: number): Shape {
  const [first] = shapes as [Shape];
  // the batch is axis 0 of tensors and no axis here
  const at = axis < 0 ? axis + first.length : axis - 1;
  const fits = (shape: Shape): boolean =>
    shape.length === first.length && shape.every((size, i) => i === at || size === first[i]);
  if (at < 0 || at >= first.length || !shapes.every(fits))
    throw new ShapeError(
      `parallel: outputs must agree but for axis ${axis}, got ${shapes.map(formatShape).join(" and ")}; choose another axis, or pad?`,
    );
  return first.map((size, i) => (i === at ? shapes.reduce((sum, shape) => sum + shape[at]!, 0) : size));
}
