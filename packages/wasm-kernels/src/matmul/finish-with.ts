import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import { checkInputs, type Expression, hasReduction } from "../loops/expression.ts";
import type { RowArray } from "../loops/lane-memory.ts";
import { writeRow } from "../loops/write-row.ts";
import type { FinishedBlock, MatmulOptions } from "./matmul.ts";

/**
 * How an array lies over the product: one element for each column (a bias), for each row, for each element with the row
 * stride of the product (a residual), or one for all.
 */
export type FinishInput = "columns" | "rows" | "elements" | "scalar";

/** What becomes of each element of a product: an expression in which `input(0)` is the product and the others follow. */
export interface Finish {
  readonly inputs: readonly FinishInput[];
  readonly value: Expression;
}

/**
 * Options of `matmul` that compute an expression of the product while it is in the cache.
 * @throws RangeError when the expression has an input that is not there, or reduces rows, of which only parts are there.
 * @example matmul(module, finishWith({ inputs: ["columns"], value: maximum(add(input(0), input(1)), 0) })) // relu(a b + bias)
 */
export function finishWith({ inputs, value }: Finish): Required<Pick<MatmulOptions, "finish" | "pointers">> {
  checkInputs("matmul", value, inputs.length + 1);
  if (hasReduction(value))
    throw new RangeError("matmul: expected an expression of single elements, got one that reduces rows; run it after");
  return {
    pointers: inputs.length,
    finish: (body, block, pointers) => writeRows(body, block, pointers, { inputs, value }),
  };
}

function writeRows(
  body: FunctionBody,
  block: FinishedBlock,
  pointers: readonly Local<"i32">[],
  { inputs, value }: Finish,
): void {
  const places = inputs.map((kind, i) => body.let(firstPlace(kind, pointers[i]!, block)));
  const out = body.let(block.out);
  const { columns, rows, rowStride } = block;
  const result: RowArray = { pointer: out, type: "float32", stride: 1 };
  const arrays = inputs.map((kind, i): RowArray => {
    const stride = kind === "columns" || kind === "elements" ? 1 : 0;
    return { pointer: places[i]!, type: "float32", stride };
  });
  body.for(i32.const(0), rows, 1, () => {
    writeRow(body, { columns, inputs: [result, ...arrays], outputs: [{ array: result, value }] });
    body.set(out, i32.add(out, rowStride));
    for (const [i, kind] of inputs.entries()) {
      const place = places[i]!;
      if (kind === "rows") body.set(place, i32.add(place, i32.const(4)));
      if (kind === "elements") body.set(place, i32.add(place, rowStride));
    }
  });
}

function firstPlace(kind: FinishInput, pointer: Local<"i32">, { row, column, rowStride }: FinishedBlock): Value<"i32"> {
  const across = i32.shiftLeft(column, i32.const(2));
  if (kind === "scalar") return pointer;
  if (kind === "columns") return i32.add(pointer, across);
  if (kind === "rows") return i32.add(pointer, i32.shiftLeft(row, i32.const(2)));
  return i32.add(i32.add(pointer, i32.multiply(row, rowStride)), across);
}
