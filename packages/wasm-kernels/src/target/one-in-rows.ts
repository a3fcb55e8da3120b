import type { Shape } from "@adjoint/tensor";
import { eachPlaceBetween } from "../emitter/each-place.ts";
import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local } from "../emitter/value.ts";
import { placeOf } from "../indexing/place-of.ts";
import { fill } from "../movement/fill.ts";
import { indicesOf } from "./indices-of.ts";
import type { Lowering } from "./lowering.ts";
import { operandOf, pointerTo } from "./operand-of.ts";
import { rowLoops } from "./row-loops.ts";

/** Writes what is done to a row, at the place that its index means; `pointers` are to its part of the operands. */
type WriteRow = (
  body: FunctionBody,
  row: { readonly shape: Shape; readonly strides: Shape },
  place: Local<"i32">,
  pointers: readonly Local<"i32">[],
) => void;

const writeTaken: WriteRow = (body, { strides }, place, [x, , out]) => {
  const address = i32.add(x!, i32.multiply(place, i32.const(strides.at(-1)!)));
  body.do(f32.store(out!, f32.load(address)));
};

const writeScattered: WriteRow = (body, { shape }, place, [, value, out]) => {
  fill(body, body.let(f32x4.const(0)), out!, 4 * shape.at(-1)!);
  const address = i32.add(out!, i32.shiftLeft(place, i32.const(2)));
  body.do(f32.store(address, f32.add(f32.const(0), f32.load(value!)))); // a sum that starts at 0 is never -0
};

/** One element of each row of float32 by an index of its own, as losses of labels take it. */
export const takeOneInRows: Lowering = /* @__PURE__ */ oneInRows("takeAlongAxis", 1, 0, writeTaken);

/** The gradient of that: rows of zeros but for one value. */
export const scatterOneInRows: Lowering = /* @__PURE__ */ oneInRows("scatterAddAlongAxis", 0, 2, writeScattered);

/** An operation on two inputs and a result, by their positions: `at` that of the indices, `of` that of what they go into. */
function oneInRows(operation: string, at: 0 | 1, of: 0 | 2, write: WriteRow): Lowering {
  return {
    lower: (graph, { inputs, outputs }, plan, memory) => {
      const operands = [...inputs, ...outputs].map((value) => operandOf(graph, plan, value));
      const [index, row] = [operands[at]!, operands[of]!];
      const isEmpty = operands.some(({ shape }) => shape.includes(0));
      if (index.shape.at(-1) !== 1 || row.dtype !== "float32" || isEmpty) return undefined;
      const rows = rowLoops(operands);
      const indices = indicesOf(graph, memory, index.value, row.shape.at(-1)!, operation);
      const pointers = operands.map((operand) => pointerTo(memory, operand));
      return {
        parts: rows[0]!.length,
        emit: (body, first, end) =>
          eachPlaceBetween(body, rows, [first, end], pointers, (places) =>
            write(body, row, placeOf(body, indices, places[at]!), places),
          ),
      };
    },
  };
}
