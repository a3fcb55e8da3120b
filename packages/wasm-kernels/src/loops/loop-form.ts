import { sizeOf } from "@adjoint/tensor";
import { type Axis, collapseAxes } from "./collapse-axes.ts";
import { hasReduction } from "./expression.ts";
import type { WholeLoop } from "./loop.ts";

/** Elements that a part of a flat loop has. */
const PART = 4096;
/** Columns that a part of a loop has which combines its rows: whole turns of vectors. */
const COLUMNS = 16;

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

/** What a loop is but for its expressions. */
export interface LoopForm {
  /** undefined: all of it is one part. */
  readonly division: Division | undefined;
  /** The same for loops that have the same function if they have the same expressions: rows that can be divided are of any number. */
  readonly key: string;
}

export function formOf(loop: WholeLoop): LoopForm {
  const axes = axesOf(loop);
  const division = divisionOf(loop, axes);
  const isOfAnySize = division !== undefined && !combines(loop);
  const sizes = axes.map(({ size, strides }, axis) => [isOfAnySize && axis === 0 ? "any" : size, strides]);
  const inputs = loop.inputs.map(({ type }) => type);
  const outputs = loop.outputs.map(({ type, combine }) => [type, combine]);
  return { division, key: JSON.stringify([inputs, outputs, sizes]) };
}

function divisionOf(loop: WholeLoop, axes: readonly Axis[]): Division | undefined {
  if (sizeOf(loop.shape) === 0) return undefined;
  if (combines(loop)) return divisionOfResults(loop, axes);
  const [{ size }] = axes as [Axis]; // there is always one
  if (axes.length > 1) return { axis: 0, parts: size, unit: 1, size };
  return keepsRows(loop) ? undefined : { axis: 0, parts: Math.ceil(size / PART), unit: PART, size };
}

/** Does the loop reduce over other axes than rows? */
const combines = ({ outputs }: WholeLoop): boolean => outputs.some(({ combine }) => combine);

/** Results are combined one by one where they all lie along one axis, which is worth a division where there are many elements. */
function divisionOfResults(loop: WholeLoop, axes: readonly Axis[]): Division | undefined {
  if (sizeOf(loop.shape) < 4 * PART) return undefined;
  const isOfResults = (axis: number): boolean =>
    loop.outputs.every(
      ({ combine }, i) =>
        !combine || axes.every(({ strides }, other) => strides[loop.inputs.length + i] === (other === axis ? 1 : 0)),
    );
  const axis = axes.findIndex((_, candidate) => isOfResults(candidate));
  const isLast = axis === axes.length - 1;
  if (axis < 0 || (isLast && keepsRows(loop))) return undefined;
  const { size } = axes[axis]!;
  const unit = isLast ? COLUMNS : 1;
  return { axis, parts: Math.ceil(size / unit), unit, size };
}

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
