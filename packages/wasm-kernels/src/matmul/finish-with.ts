import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import { type AnyExpression, checkInputs, type Expression, hasReduction } from "../loops/expression.ts";
import { bytesOf, type ElementType, type RowArray } from "../loops/lane-memory.ts";
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

/** An array that lies over a product: strides in elements, from row to row and (0 or 1) from column to column. */
export interface ProductArray {
  readonly type: ElementType;
  readonly rowStride: number;
  readonly columnStride: number;
}

/** Where a finished part of a product is read and what is written for it. */
export interface ProductFinish {
  readonly inputs: readonly (ProductArray | "product")[];
  /** What the product itself becomes: it stays as it is where this is the input that it is. */
  readonly value: AnyExpression;
  readonly outputs: readonly (ProductArray & { readonly value: AnyExpression })[];
}

/** Options of `matmul` that write several arrays as each part of the product is there. */
export const finishInto = (finish: ProductFinish): Required<Pick<MatmulOptions, "finish" | "pointers">> => ({
  pointers: [...finish.inputs, ...finish.outputs].filter((array) => array !== "product").length,
  finish: (body, block, pointers) => writeArrays(body, block, pointers, finish),
});

function writeArrays(
  body: FunctionBody,
  { out, rowStride, row, column, rows, columns }: FinishedBlock,
  pointers: readonly Local<"i32">[],
  { inputs, value, outputs }: ProductFinish,
): void {
  const arrays = [...inputs, ...outputs].filter((array) => array !== "product");
  const places = arrays.map((array, i) => {
    const bytes = bytesOf(array.type);
    const down = i32.multiply(row, i32.const(array.rowStride * bytes));
    const across = i32.multiply(column, i32.const(array.columnStride * bytes));
    return body.let(i32.add(pointers[i]!, i32.add(down, across)));
  });
  const result: RowArray = { pointer: body.let(out), type: "float32", stride: 1 };
  const others = arrays.map(
    ({ type, columnStride }, i): RowArray => ({ pointer: places[i]!, type, stride: columnStride }),
  );
  let next = 0;
  const read = inputs.map((array) => (array === "product" ? result : others[next++]!));
  const written = outputs.map((output) => ({ array: others[next++]!, value: output.value }));
  const isKept = value.kind === "input" && inputs[value.index] === "product";
  body.for(i32.const(0), rows, 1, () => {
    const all = isKept ? written : [{ array: result, value }, ...written];
    writeRow(body, { columns, inputs: read, outputs: all });
    body.set(result.pointer, i32.add(result.pointer, rowStride));
    for (const [i, array] of arrays.entries())
      body.set(places[i]!, i32.add(places[i]!, i32.const(array.rowStride * bytesOf(array.type))));
  });
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
