import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import { type AnyExpression, checkInputs, type Expression, hasReduction } from "../loops/expression.ts";
import { bytesOf, type ElementType, type RowArray } from "../loops/lane-memory.ts";
import { writeRow } from "../loops/write-row.ts";
import type { FinishedBlock, MatmulOptions } from "./blocked-matmul.ts";

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
  return finishInto({ inputs: ["product", ...inputs.map((kind) => arrays[kind])], value, outputs: [] });
}

/** An array that lies over a product. */
export interface ProductArray {
  readonly type: ElementType;
  /** From row to row, in elements: a number, or as many as the rows of the product are apart. */
  readonly rowStride: number | "product";
  /** From column to column, 0 or 1. */
  readonly columnStride: number;
}

const arrays: Readonly<Record<FinishInput, ProductArray>> = {
  columns: { type: "float32", rowStride: 0, columnStride: 1 },
  rows: { type: "float32", rowStride: 1, columnStride: 0 },
  elements: { type: "float32", rowStride: "product", columnStride: 1 },
  scalar: { type: "float32", rowStride: 0, columnStride: 0 },
};

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
  const steps = arrays.map((array): Value<"i32"> => {
    const bytes = bytesOf(array.type);
    if (array.rowStride !== "product") return i32.const(array.rowStride * bytes);
    return bytes === 4 ? rowStride : i32.shiftRightUnsigned(rowStride, i32.const(2)); // that of float32
  });
  const places = arrays.map(({ type, columnStride }, i) => {
    const across = i32.multiply(column, i32.const(columnStride * bytesOf(type)));
    return body.let(i32.add(pointers[i]!, i32.add(i32.multiply(row, steps[i]!), across)));
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
    for (const [i, place] of places.entries()) body.set(place, i32.add(place, steps[i]!));
  });
}
