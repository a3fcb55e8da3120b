import * as i32 from "../emitter/i32.ts";
import type { DivideProduct } from "./lower-matmul.ts";

/** Rows or columns that a thread does together: never one alone, which would be added up in another order. */
const UNIT = 16;

/** Threads share rows or columns, whichever there are more of. */
export const divideProduct: DivideProduct = (arrays, rows, columns, call) => {
  const isByRows = rows >= columns;
  const size = isByRows ? rows : columns;
  const parts = Math.max(1, Math.floor(size / UNIT));
  return {
    parts,
    isCall: true,
    emit: (body, first, end, thread) => {
      const from = body.let(i32.multiply(first, i32.const(UNIT)));
      const beyond = i32.select(i32.equal(end, i32.const(parts)), i32.const(size), i32.multiply(end, i32.const(UNIT)));
      const count = body.let(i32.subtract(beyond, from));
      const starts = arrays.map(({ address, row, column }, i) => {
        // a has no columns of the product, b no rows
        const step = isByRows ? (i === 1 ? 0 : row) : i === 0 ? 0 : column;
        return i32.add(i32.const(address), i32.multiply(from, i32.const(step)));
      });
      body.if(count, () =>
        call(body, starts, isByRows ? count : i32.const(rows), isByRows ? i32.const(columns) : count, thread),
      );
    },
  };
};
