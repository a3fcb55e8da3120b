import { contiguousStrides, formatShape, type Shape, ShapeError, sizeOf } from "@adjoint/tensor";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local } from "../emitter/value.ts";
import { collapseAxes } from "./collapse-axes.ts";
import { type AnyExpression, checkInputs, hasReduction } from "./expression.ts";
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
}

/** A loop over all elements of a shape that writes several arrays at once. */
export interface Loop {
  readonly shape: Shape;
  readonly inputs: readonly LoopInput[];
  readonly outputs: readonly LoopOutput[];
}

/**
 * A function (...inputs, ...outputs) of pointers that computes the outputs of a loop, four elements at a time. Reductions
 * run over the last axis. An output may be where an input of the same type and strides is: elements are read before they
 * are written.
 * @throws ShapeError when strides do not fit the shape; RangeError when an expression has an input that is not there, or an
 * output with one element a row a value that differs along it.
 */
export function fusedLoop(module: ModuleBuilder, loop: Loop): FunctionReference<readonly "i32"[], undefined> {
  for (const { value } of loop.outputs) checkInputs("loop", value, loop.inputs.length);
  const arrays = [...loop.inputs, ...loop.outputs];
  const strides = arrays.map((array) => stridesOf(array, loop.shape));
  const keepsRows = loop.outputs.some(({ value }) => hasReduction(value));
  const axes = collapseAxes(loop.shape, strides, keepsRows);
  return module.function(
    arrays.map(() => "i32" as const),
    undefined,
    (body, ...pointers) => {
      if (sizeOf(loop.shape) > 0 || keepsRows) nest(body, pointers, 0);
    },
  );

  function nest(body: FunctionBody, pointers: readonly Local<"i32">[], depth: number): void {
    const axis = axes[depth]!;
    if (depth === axes.length - 1) {
      row(body, pointers);
      return;
    }
    const places = pointers.map((pointer) => body.let(pointer));
    body.for(i32.const(0), i32.const(axis.size), 1, () => {
      nest(body, places, depth + 1);
      for (const [i, place] of places.entries()) {
        const bytes = axis.strides[i]! * bytesOf(arrays[i]!.type ?? "float32");
        if (bytes !== 0) body.set(place, i32.add(place, i32.const(bytes)));
      }
    });
  }

  function row(body: FunctionBody, pointers: readonly Local<"i32">[]): void {
    const { size, strides } = axes.at(-1)!;
    const rowArrays = arrays.map(
      ({ type = "float32" }, i): RowArray => ({ pointer: pointers[i]!, type, stride: strides[i]! }),
    );
    const outputs = loop.outputs.map(({ value }, i) => ({ array: rowArrays[loop.inputs.length + i]!, value }));
    for (const { array } of outputs)
      if (array.stride !== 0 && array.stride !== 1)
        throw new ShapeError(
          `loop: rows of an output must be contiguous, got a stride of ${array.stride}; copy it after`,
        );
    writeRow(body, { columns: size, inputs: rowArrays.slice(0, loop.inputs.length), outputs });
  }
}

function stridesOf({ strides }: LoopInput, shape: Shape): readonly number[] {
  if (strides && strides.length !== shape.length)
    throw new ShapeError(`loop: one stride for each axis of ${formatShape(shape)}, got ${strides.length} strides`);
  return strides ?? contiguousStrides(shape);
}
