import * as f32 from "../emitter/f32.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local, Value } from "../emitter/value.ts";
import type { MultiplyVectors } from "./blocked-matmul.ts";
import { multiplyRowByColumns, multiplyRowByRows } from "./multiply-row.ts";

/** Products of which a factor is a vector: nothing is packed, the matrix streams by once. */
export const multiplyVectors: MultiplyVectors = (body, relaxed, product, finish) => {
  const { rows, columns, depth, a, aRow, aColumn, b, bRow, bColumn, out, outRow, accumulate } = product;
  const { byRows, byColumns } = body.module.once(relaxed ? relaxedRows : exactRows);
  /** `count` results from the factors x and y. */
  const multiplyVector = (
    count: Local<"i32">,
    [x, xStride]: readonly [Local<"i32">, Local<"i32">],
    [y, along, across]: readonly [Local<"i32">, Local<"i32">, Local<"i32">],
  ): void => {
    body.if(i32.isZero(accumulate), () => clear(body, out, count));
    body.if(
      i32.equal(across, i32.const(4)),
      () => body.call(byRows, count, depth, x, xStride, y, along, out),
      () => body.call(byColumns, count, depth, x, xStride, y, across, out),
    );
    finish();
    body.return();
  };
  body.if(isVector(rows, aColumn, bRow, bColumn), () => multiplyVector(columns, [a, aColumn], [b, bRow, bColumn]));
  // a column: the same product transposed
  body.if(i32.and(isVector(columns, bRow, aColumn, aRow), i32.equal(outRow, i32.const(4))), () =>
    multiplyVector(rows, [b, bRow], [a, aColumn, aRow]),
  );
};

type I = Value<"i32">;

function isVector(size: I, xStride: I, along: I, across: I): I {
  const four = i32.const(4);
  const hasContiguousColumns = i32.and(i32.equal(along, four), i32.equal(xStride, four));
  return i32.and(i32.equal(size, i32.const(1)), i32.or(i32.equal(across, four), hasContiguousColumns));
}

interface Rows {
  readonly byRows: ReturnType<typeof multiplyRowByRows>;
  readonly byColumns: ReturnType<typeof multiplyRowByColumns>;
}

// the same for all products of a module, whatever they end in
const rowsOf = (module: ModuleBuilder, relaxed: boolean): Rows => ({
  byRows: multiplyRowByRows(module, relaxed),
  byColumns: multiplyRowByColumns(module, relaxed),
});
const exactRows = (module: ModuleBuilder): Rows => rowsOf(module, false);
const relaxedRows = (module: ModuleBuilder): Rows => rowsOf(module, true);

function clear(body: FunctionBody, from: I, count: I): void {
  const end = body.let(i32.add(from, i32.shiftLeft(count, i32.const(2))));
  body.for(from, end, 4, (at) => body.do(f32.store(at, f32.const(0))));
}
