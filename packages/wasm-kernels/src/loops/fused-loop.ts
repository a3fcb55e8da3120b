import { contiguousStrides, formatShape, type Shape, ShapeError, sizeOf } from "@adjoint/tensor";
import { eachPlace, type Loop as Nested, partOf } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local } from "../emitter/value.ts";
import { type Axis, collapseAxes } from "./collapse-axes.ts";
import { type AnyExpression, checkInputs, hasReduction } from "./expression.ts";
import { scratchBytes, startCombining, whereKept } from "./combine.ts";
import { bytesOf, type ElementType, type RowArray } from "./lane-memory.ts";
import { writeRow } from "./write-row.ts";

/** An array that a loop reads. */
export interface LoopInput {
  /** Default float32. */
  readonly type?: ElementType;
  /** In elements, one for each axis of the loop: 0 where the array is broadcast. Default: contiguous. */
  readonly strides?: readonly number[];
}

/** An array that a loop writes. */
export interface LoopOutput extends LoopInput {
  /** The stride of the last axis is 1, or 0 for one element a row. */
  readonly value: AnyExpression;
  /**
   * The array holds float32 results of a reduction over axes whose strides are 0, and has an element for each place of the
   * others. Sums are kept in double precision until all are there.
   */
  readonly combine?: "sum" | "max" | "min";
}

/** A loop over all elements of a shape that writes several arrays at once. */
export interface Loop {
  readonly shape: Shape;
  readonly inputs: readonly LoopInput[];
  readonly outputs: readonly LoopOutput[];
}

/** Elements that a part of a flat loop has. */
const PART = 4096;
/** Columns that a part of a loop has which combines its rows: whole turns of vectors. */
const COLUMNS = 16;

export interface LoopOptions {
  /** The function does only some of the loop: two more parameters say from where on the divided axis to before where. */
  readonly isSplit?: boolean;
}

/** How a loop can be divided into parts that do not depend on each other. */
export interface Division {
  /** Rows, or so many elements, or columns where rows are combined. */
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

export function formOf(loop: Loop): LoopForm {
  const axes = axesOf(loop);
  const division = divisionOf(loop, axes);
  const isOfAnySize = division !== undefined && !combines(loop);
  const sizes = axes.map(({ size, strides }, axis) => [isOfAnySize && axis === 0 ? "any" : size, strides]);
  const inputs = loop.inputs.map(({ type }) => type);
  const outputs = loop.outputs.map(({ type, combine }) => [type, combine]);
  return { division, key: JSON.stringify([inputs, outputs, sizes]) };
}

function divisionOf(loop: Loop, axes: readonly Axis[]): Division | undefined {
  if (sizeOf(loop.shape) === 0) return undefined;
  if (combines(loop)) return divisionOfColumns(loop, axes);
  const [{ size }] = axes as [Axis]; // there is always one
  if (axes.length > 1) return { parts: size, unit: 1, size };
  return keepsRows(loop) ? undefined : { parts: Math.ceil(size / PART), unit: PART, size };
}

const combines = ({ outputs }: Loop): boolean => outputs.some(({ combine }) => combine);

/** Columns are combined one by one, where all rows are, and worth a division where there are many elements. */
function divisionOfColumns(loop: Loop, axes: readonly Axis[]): Division | undefined {
  const { size } = axes.at(-1)!; // there is always one
  const isByColumns = loop.outputs.every(
    ({ combine }, i) =>
      !combine ||
      axes.every(({ strides }, axis) => strides[loop.inputs.length + i] === (axis < axes.length - 1 ? 0 : 1)),
  );
  if (!isByColumns || keepsRows(loop) || sizeOf(loop.shape) < 4 * PART) return undefined;
  return { parts: Math.ceil(size / COLUMNS), unit: COLUMNS, size };
}

/** Rows of one element stay rows, too, where they are combined: the axis before them is not one to write along. */
const keepsRows = ({ shape, outputs }: Loop): boolean =>
  outputs.some(({ value, combine }) => hasReduction(value) || (combine !== undefined && shape.at(-1) === 1));

const axesOf = (loop: Loop): Axis[] =>
  collapseAxes(
    loop.shape,
    [...loop.inputs, ...loop.outputs].map((array) => stridesOf(array, loop.shape)),
    keepsRows(loop),
  );

/**
 * A function (...inputs, ...outputs, scratch, first, end) of pointers that computes the outputs of a loop, four elements at a
 * time. Reductions run over the last axis, `combine` over others. An output may be where an input of the same type and
 * strides is, unless it combines: elements are read before they are written. `scratch` is only there for `scratchBytes` above
 * 0, aligned to 16; `first` and `end` with `isSplit`, for loops that can be divided.
 * @throws ShapeError when strides do not fit the shape; RangeError when an expression has an input that is not there, or an
 * output with one element a row a value that differs along it.
 */
export function fusedLoop(
  module: ModuleBuilder,
  loop: Loop,
  { isSplit = false }: LoopOptions = {},
): FunctionReference<readonly "i32"[], undefined> {
  for (const { value } of loop.outputs) checkInputs("loop", value, loop.inputs.length);
  const types = [...loop.inputs, ...loop.outputs.map(whereKept)].map(({ type = "float32" }) => type);
  const axes = axesOf(loop);
  const count = types.length + (scratchBytes(loop) > 0 ? 1 : 0) + (isSplit ? 2 : 0);
  return module.function(
    Array.from({ length: count }, () => "i32" as const),
    undefined,
    (body, ...parameters) => {
      if (sizeOf(loop.shape) === 0 && !keepsRows(loop)) return;
      const results = parameters.slice(loop.inputs.length, types.length);
      const range = isSplit ? (parameters.slice(-2) as [Local<"i32">, Local<"i32">]) : undefined; // as declared
      const finish = startCombining(body, loop, results, parameters[types.length]!, range);
      const pointers = [...parameters.slice(0, loop.inputs.length), ...finish.places];
      const loops = axes.map(
        ({ size, strides }): Nested => ({
          length: size,
          steps: strides.map((stride, i) => stride * bytesOf(types[i]!)),
        }),
      );
      const divided = combines(loop) ? loops.length - 1 : 0;
      const [part, starts] = range ? partOf(body, loops[divided]!, range, pointers) : [loops[divided]!, pointers];
      loops[divided] = part;
      const { length } = loops.pop()!; // there is always one
      eachPlace(body, loops, starts, (places) => row(body, places, length));
      finish.write();
    },
  );

  function row(body: FunctionBody, pointers: readonly Local<"i32">[], columns: number | Local<"i32">): void {
    const { strides } = axes.at(-1)!;
    const rowArrays = types.map((type, i): RowArray => ({ pointer: pointers[i]!, type, stride: strides[i]! }));
    const outputs = loop.outputs.map(({ value, combine }, i) => {
      const array = rowArrays[loop.inputs.length + i]!;
      return combine ? { array, value, combine } : { array, value };
    });
    for (const { array } of outputs)
      if (array.stride !== 0 && array.stride !== 1)
        throw new ShapeError(
          `loop: rows of an output must be contiguous, got a stride of ${array.stride}; copy it after`,
        );
    writeRow(body, { columns, inputs: rowArrays.slice(0, loop.inputs.length), outputs });
  }
}

function stridesOf({ strides }: LoopInput, shape: Shape): readonly number[] {
  if (strides && strides.length !== shape.length)
    throw new ShapeError(`loop: one stride for each axis of ${formatShape(shape)}, got ${strides.length} strides`);
  return strides ?? contiguousStrides(shape);
}
