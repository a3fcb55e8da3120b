import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { ValueType } from "../emitter/value.ts";
import { blockedMatmul, type MatmulOptions } from "./blocked-matmul.ts";
import { multiplyVectors } from "./multiply-vectors.ts";

/**
 * A function (rows, columns, depth, a, aRow, aColumn, b, bRow, bColumn, out, outRow, accumulate, workspace, ...pointers):
 * the float32 matrix product a b, written to out, or added to it where `accumulate` is not 0.
 *
 * Shapes: a [rows, depth] and b [depth, columns] with any strides, out [rows, columns] with contiguous rows. Strides are in
 * bytes. out overlaps neither factor. `workspace` is MATMUL_WORKSPACE bytes, aligned to 16.
 *
 * The same values give the same bits, wherever they lie. (A single row or column is added up in another order.)
 */
export const matmul = (
  module: ModuleBuilder,
  options?: MatmulOptions,
): FunctionReference<readonly ValueType[], undefined> => blockedMatmul(module, options, multiplyVectors);
