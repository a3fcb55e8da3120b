import * as f32 from "../emitter/f32.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local, Value, ValueType } from "../emitter/value.ts";
import { BLOCK_BYTES, BLOCK_COLUMNS, BLOCK_ROWS, multiplyBlock } from "./multiply-block.ts";
import { multiplyPanels } from "./multiply-panels.ts";
import { multiplyRowByColumns, multiplyRowByRows } from "./multiply-row.ts";
import { packPanels } from "./pack-panels.ts";

// what is packed of a is half of a second-level cache, a panel of b a quarter of a first-level one
const DEPTH = 256;
const ROWS = 128;
const COLUMNS = 1024;

/** Bytes of working memory that the function needs, whatever the sizes. */
export const MATMUL_WORKSPACE: number = BLOCK_BYTES + 4 * DEPTH * (ROWS + COLUMNS);

/** A finished part of the product, of `rows` by `columns` from (row, column) on. */
export interface FinishedBlock {
  /** Where the part begins. */
  readonly out: Local<"i32">;
  /** The distance of its rows in bytes. */
  readonly rowStride: Local<"i32">;
  readonly row: Local<"i32">;
  readonly column: Local<"i32">;
  readonly rows: Local<"i32">;
  readonly columns: Local<"i32">;
}

export interface MatmulOptions {
  /** Uses relaxed SIMD: faster where multiply-add is one instruction, and rounded as the machine likes. */
  readonly relaxed?: boolean;
  /** Writes what is done to each part of the product while it is in the cache, such as a bias and an activation. */
  readonly finish?: (body: FunctionBody, block: FinishedBlock, pointers: readonly Local<"i32">[]) => void;
  /** How many pointers `finish` takes: the last parameters of the function. */
  readonly pointers?: number;
}

const PARAMETERS = 13;
const BLOCK_PARAMETERS = 6;

/**
 * A function (rows, columns, depth, a, aRow, aColumn, b, bRow, bColumn, out, outRow, accumulate, workspace, ...pointers):
 * the float32 matrix product a b, written to out, or added to it where `accumulate` is not 0.
 *
 * Shapes: a [rows, depth] and b [depth, columns] with any strides, out [rows, columns] with contiguous rows. Strides are in
 * bytes. out overlaps neither factor. `workspace` is MATMUL_WORKSPACE bytes, aligned to 16.
 *
 * Panels of both factors are packed and multiplied block by block, in the order of Goto and van de Geijn, Anatomy of
 * High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008, section 5. The sum over depth runs in parts of at most 256,
 * each from first to last: the same values give the same bits, wherever they lie. (A single row or column is added up in
 * another order.)
 */
export function matmul(
  module: ModuleBuilder,
  { relaxed = false, finish, pointers = 0 }: MatmulOptions = {},
): FunctionReference<readonly ValueType[], undefined> {
  const packA = module.once(packRows);
  const packB = module.once(packColumns);
  const { panels, byRows, byColumns } = module.once(relaxed ? relaxedProducts : exactProducts);
  const finishing = finish && finishFunction(module, finish, pointers);
  return module.function(integers(PARAMETERS + pointers), undefined, (body, ...locals) => {
    const [rows, columns, depth, a, aRow, aColumn, b, bRow, bColumn, out, outRow, accumulate, workspace] =
      locals as Thirteen; // PARAMETERS of them at least
    const extra = locals.slice(PARAMETERS);
    const finishFrom = (row: Value<"i32">, column: Value<"i32">, height: Value<"i32">, width: Value<"i32">): void => {
      if (!finishing) return;
      const start = i32.add(i32.add(out, i32.multiply(row, outRow)), i32.shiftLeft(column, i32.const(2)));
      body.call(finishing, start, outRow, row, column, height, width, ...extra);
    };
    const zero = i32.const(0);
    /** The product where one factor is a vector: `count` results from the factors x and y. */
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
      finishFrom(zero, zero, rows, columns);
      body.return();
    };
    const isVector = (
      size: Value<"i32">,
      xStride: Value<"i32">,
      along: Value<"i32">,
      across: Value<"i32">,
    ): Value<"i32"> => {
      const four = i32.const(4);
      const hasContiguousColumns = i32.and(i32.equal(along, four), i32.equal(xStride, four));
      return i32.and(i32.equal(size, i32.const(1)), i32.or(i32.equal(across, four), hasContiguousColumns));
    };
    body.if(isVector(rows, aColumn, bRow, bColumn), () => multiplyVector(columns, [a, aColumn], [b, bRow, bColumn]));
    // a column: the same product transposed
    body.if(i32.and(isVector(columns, bRow, aColumn, aRow), i32.equal(outRow, i32.const(4))), () =>
      multiplyVector(rows, [b, bRow], [a, aColumn, aRow]),
    );

    const scratch = workspace;
    const packedA = body.let(i32.add(workspace, i32.const(BLOCK_BYTES)));
    const packedB = body.let(i32.add(packedA, i32.const(4 * DEPTH * ROWS)));
    // parts of equal depth, a multiple of 4, of which the last may be shorter; at least one, which clears out for depth 0
    const parts = i32.divideUnsigned(i32.add(depth, i32.const(DEPTH - 1)), i32.const(DEPTH));
    const count = body.let(parts);
    body.set(count, i32.select(count, count, i32.const(1)));
    const share = i32.divideUnsigned(i32.add(depth, i32.subtract(count, i32.const(1))), count);
    const step = body.let(i32.and(i32.add(share, i32.const(3)), i32.const(-4)));
    body.for(zero, columns, COLUMNS, (column) => {
      const width = body.let(atMost(i32.subtract(columns, column), COLUMNS));
      const left = body.let(depth);
      const firstB = body.let(i32.add(b, i32.multiply(column, bColumn)));
      const firstA = body.let(a);
      const part = body.let(zero);
      body.while(i32.less(part, count), () => {
        const size = body.let(i32.select(i32.less(left, step), left, step));
        body.call(packB, firstB, bColumn, bRow, width, size, packedB);
        const adds = body.let(i32.or(accumulate, part));
        body.set(part, i32.add(part, i32.const(1)));
        body.for(zero, rows, ROWS, (row) => {
          const height = body.let(atMost(i32.subtract(rows, row), ROWS));
          body.call(packA, i32.add(firstA, i32.multiply(row, aRow)), aRow, aColumn, height, size, packedA);
          const place = i32.add(i32.add(out, i32.multiply(row, outRow)), i32.shiftLeft(column, i32.const(2)));
          body.call(panels, height, width, size, packedA, packedB, place, outRow, adds, scratch);
          if (finish) body.if(i32.equal(part, count), () => finishFrom(row, column, height, width));
        });
        body.set(firstA, i32.add(firstA, i32.multiply(size, aColumn)));
        body.set(firstB, i32.add(firstB, i32.multiply(size, bRow)));
        body.set(left, i32.subtract(left, size));
      });
    });
  });
}

const integers = (count: number): "i32"[] => Array.from({ length: count }, () => "i32");

/** A function of a block and of pointers, since a product ends in several places. */
const finishFunction = (
  module: ModuleBuilder,
  finish: NonNullable<MatmulOptions["finish"]>,
  pointers: number,
): FunctionReference<readonly "i32"[], undefined> =>
  module.function(integers(BLOCK_PARAMETERS + pointers), undefined, (body, ...locals) => {
    const [out, rowStride, row, column, rows, columns] = locals as [I, I, I, I, I, I]; // BLOCK_PARAMETERS of them at least
    finish(body, { out, rowStride, row, column, rows, columns }, locals.slice(BLOCK_PARAMETERS));
  });

// the same for all products of a module, whatever they end in
const packRows = (module: ModuleBuilder): ReturnType<typeof packPanels> => packPanels(module, BLOCK_ROWS);
const packColumns = (module: ModuleBuilder): ReturnType<typeof packPanels> => packPanels(module, BLOCK_COLUMNS);

interface Products {
  readonly panels: ReturnType<typeof multiplyPanels>;
  readonly byRows: ReturnType<typeof multiplyRowByRows>;
  readonly byColumns: ReturnType<typeof multiplyRowByColumns>;
}

const productsOf = (module: ModuleBuilder, relaxed: boolean): Products => ({
  panels: multiplyPanels(module, multiplyBlock(module, relaxed)),
  byRows: multiplyRowByRows(module, relaxed),
  byColumns: multiplyRowByColumns(module, relaxed),
});
const exactProducts = (module: ModuleBuilder): Products => productsOf(module, false);
const relaxedProducts = (module: ModuleBuilder): Products => productsOf(module, true);

type I = Local<"i32">;
type Thirteen = [I, I, I, I, I, I, I, I, I, I, I, I, I];

const atMost = (value: Value<"i32">, limit: number): Value<"i32"> =>
  i32.select(i32.less(value, i32.const(limit)), value, i32.const(limit));

function clear(body: FunctionBody, from: Value<"i32">, count: Value<"i32">): void {
  const end = body.let(i32.add(from, i32.shiftLeft(count, i32.const(2))));
  body.for(from, end, 4, (at) => body.do(f32.store(at, f32.const(0))));
}
