import { sizeOf } from "@adjoint/tensor";
import { type Axis, collapseAxes } from "./collapse-axes.ts";
import { hasReduction } from "./expression.ts";
import type { WholeLoop } from "./loop.ts";

/** Elements that a part of a flat loop has. */
export const PART = 4096;
/** How a loop can be divided into parts that do not depend on each other. */
export interface Division {
  /** The divided axis, by its place in `axesOf`. */
  readonly axis: number;
  /** Rows, or so many elements, or places of results where these are combined. */
  readonly parts: number;
  /** How much of the divided axis is a part, */
  readonly unit: number;
  /** and how much there is. */
  readonly size: number;
}

/** How a loop can be divided that combines results; undefined: it cannot. */
export type DivideResults = (loop: WholeLoop, axes: readonly Axis[]) => Division | undefined;

/** What a loop is but for its expressions. */
export interface LoopForm {
  /** undefined: all of it is one part. */
  readonly division: Division | undefined;
  /** The same for loops that have the same function if they have the same expressions: rows that can be divided are of any number. */
  readonly key: string;
}

export function formOf(loop: WholeLoop, divideResults?: DivideResults): LoopForm {
  const axes = axesOf(loop);
  const division = divisionOf(loop, axes, divideResults);
  const isOfAnySize = division !== undefined && !combines(loop);
  const sizes = axes.map(({ size, strides }, axis) => [isOfAnySize && axis === 0 ? "any" : size, strides]);
  const inputs = loop.inputs.map(({ type }) => type);
  const outputs = loop.outputs.map(({ type, combine }) => [type, combine]);
  return { division, key: JSON.stringify([inputs, outputs, sizes]) };
}

function divisionOf(loop: WholeLoop, axes: readonly Axis[], divideResults?: DivideResults): Division | undefined {
  if (sizeOf(loop.shape) === 0) return undefined;
  if (combines(loop)) return divideResults?.(loop, axes);
  const [{ size }] = axes as [Axis]; // there is always one
  if (axes.length > 1) return { axis: 0, parts: size, unit: 1, size };
  return keepsRows(loop) ? undefined : { axis: 0, parts: Math.ceil(size / PART), unit: PART, size };
}

/** Does the loop reduce over other axes than rows? */
const combines = ({ outputs }: WholeLoop): boolean => outputs.some(({ combine }) => combine);

/** Rows of one element stay rows, too, where they are combined: the axis before them is not one to write along. */
export const keepsRows = ({ shape, outputs }: WholeLoop): boolean =>
  outputs.some(({ value, combine }) => hasReduction(value) || (combine !== undefined && shape.at(-1) === 1));

/** The axes that a loop nests over, the last along rows. */
export const axesOf = (loop: WholeLoop): Axis[] =>
  collapseAxes(
    loop.shape,
    [...loop.inputs, ...loop.outputs].map(({ strides }) => strides),
    keepsRows(loop),
  );
