import * as i32 from "../emitter/i32.ts";
import { checkInputs } from "../loops/check-inputs.ts";
import { type Expression, hasReduction } from "../loops/expression.ts";
import type { MatmulOptions } from "./blocked-matmul.ts";
import { finishRows, type PartArray } from "./finish-rows.ts";

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
    finish: (body, block, pointers) => {
      const { out, rowStride, row, column } = block;
      const steps = { columns: i32.const(0), rows: i32.const(4), elements: rowStride, scalar: i32.const(0) };
      const product: PartArray = { type: "float32", place: out, rowStep: rowStride, stride: 1 };
      const others = inputs.map((kind, i): PartArray => {
        const rowStep = steps[kind];
        const stride = kind === "columns" || kind === "elements" ? 1 : 0;
        const across = i32.multiply(column, i32.const(4 * stride));
        const place = i32.add(pointers[i]!, i32.add(i32.multiply(row, rowStep), across));
        return { type: "float32", place, rowStep, stride };
      });
      finishRows(body, block, [product, ...others], [{ ...product, value }]);
    },
  };
}
