export {
  type ConvolutionOptions,
  convolution,
  convolutionWorkspace,
} from "./convolution/convolution.ts";
export type { ConvolutionOperands, Strided } from "./convolution/convolution-plan.ts";
export type { Convolution } from "./convolution/convolve-phase.ts";
export { detectFeatures, type Features } from "./emitter/detect-features.ts";
export * as f32 from "./emitter/f32.ts";
export * as f32x4 from "./emitter/f32x4.ts";
export * as f64 from "./emitter/f64.ts";
export * as f64x2 from "./emitter/f64x2.ts";
export { FunctionBody } from "./emitter/function-body.ts";
export * as i32 from "./emitter/i32.ts";
export * as i32x4 from "./emitter/i32x4.ts";
export { type Exported, type Imports, instantiate } from "./emitter/instantiate.ts";
export { call, type FunctionReference, type LocalsOf, ModuleBuilder, type ValuesOf } from "./emitter/module-builder.ts";
export * as v128 from "./emitter/v128.ts";
export type { Local, Statement, Value, ValueType } from "./emitter/value.ts";
export type { Memory } from "./emitter/web-assembly.ts";
export type { KernelArray } from "./kernels/borrowed-memory.ts";
export {
  createWasmKernels,
  type Multiply,
  type ProductSizes,
  type RunLoop,
  type WasmKernels,
  type WasmKernelsOptions,
} from "./kernels/create-wasm-kernels.ts";
export {
  apply,
  applyMask,
  constant,
  type Expression,
  input,
  type Mask,
  type Operand,
  rowMax,
  rowMean,
  rowMin,
  rowSum,
} from "./loops/expression.ts";
export { fusedLoop } from "./loops/fused-loop.ts";
export type { ElementType } from "./loops/lane-memory.ts";
export type { Loop, LoopInput, LoopOutput } from "./loops/loop.ts";
export * as operations from "./loops/operations.ts";
export { erf } from "./math/erf.ts";
export { exp } from "./math/exp.ts";
export { expm1 } from "./math/expm1.ts";
export { log } from "./math/log.ts";
export { log1p } from "./math/log1p.ts";
export { mathImports } from "./math/math-imports.ts";
export { pow } from "./math/pow.ts";
export { sigmoid } from "./math/sigmoid.ts";
export { cos, sin } from "./math/sin-cos.ts";
export { tanh } from "./math/tanh.ts";
export { type Finish, type FinishInput, finishWith } from "./matmul/finish-with.ts";
export { type FinishedBlock, MATMUL_WORKSPACE, type MatmulOptions } from "./matmul/blocked-matmul.ts";
export { matmul } from "./matmul/matmul.ts";
export { createWasmTarget } from "./target/create-wasm-target.ts";
export { functions } from "./target/parts/functions.ts";
export { images } from "./target/parts/images.ts";
export { indexing } from "./target/parts/indexing.ts";
export { labels } from "./target/parts/labels.ts";
export { movement } from "./target/parts/movement.ts";
export { numbers } from "./target/parts/numbers.ts";
export { recomputation } from "./target/parts/recomputation.ts";
export { reductions } from "./target/parts/reductions.ts";
export { threads } from "./target/parts/threads.ts";
export { vectors } from "./target/parts/vectors.ts";
export type { TargetPart } from "./target/target-part.ts";
export { type WasmTargetOptions, wasmTarget } from "./target/wasm-target.ts";
