import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Loop } from "./loop.ts";
import { loopFunction } from "./loop-function.ts";
import { wholeLoop } from "./whole-loop.ts";

/**
 * A function (...inputs, ...outputs, scratch) of pointers that computes the outputs of a loop, four elements at a time.
 * Reductions run over the last axis, `combine` over others. An output may be where an input of the same type and strides is,
 * unless it combines: elements are read before they are written. `scratch` is only there where sums are combined, 8 bytes for
 * each and aligned to 16.
 * @throws ShapeError when strides do not fit the shape; RangeError when an expression has an input that is not there, or an
 * output with one element a row a value that differs along it.
 */
export const fusedLoop = (module: ModuleBuilder, loop: Loop): FunctionReference<readonly "i32"[], undefined> =>
  loopFunction(module, wholeLoop(loop));
