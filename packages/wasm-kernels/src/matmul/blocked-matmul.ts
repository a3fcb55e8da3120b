import type { FunctionBody } from "../emitter/function-body.ts";
import { atMost } from "../emitter/at-most.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local, Value, ValueType } from "../emitter/value.ts";
import { BLOCK_BYTES, BLOCK_COLUMNS, BLOCK_ROWS, multiplyBlock } from "./multiply-block.ts";
import { multiplyPanels } from "./multiply-panels.ts";
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
  /** How many pointers, or other integers, `finish` takes: the last parameters of the function. */
  readonly pointers?: number;
}

const PARAMETERS = 13;
const BLOCK_PARAMETERS = 6;

/** Writes what is done where a factor is a vector, ahead of all else; it calls `finish` and returns then. */
export type MultiplyVectors = (
  body: FunctionBody,
  relaxed: boolean,
  product: Readonly<Record<ProductParameter, Local<"i32">>>,
  finish: () => void,
) => void;
type ProductParameter =
  | "rows"
  | "columns"
  | "depth"
  | "a"
  | "aRow"
  | "aColumn"
  | "b"
  | "bRow"
  | "bColumn"
  | "out"
  | "outRow"
  | "accumulate";

/**
 * The function that `matmul` describes. Panels of both factors are packed and multiplied block by block, in the order of Goto
 * and van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM TOMS 34(3), 2008, section 5. The sum over depth
 * runs in parts of at most 256, each from first to last: the same values give the same bits, wherever they lie.
 */
export function blockedMatmul(
  module: ModuleBuilder,
  { relaxed = false, finish, pointers = 0 }: MatmulOptions = {},
  vectors?: MultiplyVectors,
): FunctionReference<readonly ValueType[], undefined> {
  const packA = module.once(packRows);
  const packB = module.once(packColumns);
  const panels = module.once(relaxed ? relaxedPanels : exactPanels);
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
    if (vectors) {
      const finishAll = (): void => finishFrom(zero, zero, rows, columns);
      const factors = { rows, columns, depth, a, aRow, aColumn, b, bRow, bColumn, out, outRow, accumulate };
      vectors(body, relaxed, factors, finishAll);
    }

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

const exactPanels = (module: ModuleBuilder): ReturnType<typeof multiplyPanels> =>
  multiplyPanels(module, multiplyBlock(module, false));
const relaxedPanels = (module: ModuleBuilder): ReturnType<typeof multiplyPanels> =>
  multiplyPanels(module, multiplyBlock(module, true));

type I = Local<"i32">;
type Thirteen = [I, I, I, I, I, I, I, I, I, I, I, I, I];
