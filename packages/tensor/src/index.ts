export { align, commonType, type Operand } from "./align.ts";
export { asTensor } from "./as-tensor.ts";
export { checkTensor } from "./check-tensor.ts";
export { type Accepted, checkType } from "./check-type.ts";
export { eye } from "./creation/eye.ts";
export { full, ones, onesLike, zeros, zerosLike } from "./creation/full.ts";
export { arange, linspace } from "./creation/ranges.ts";
export { type NestedValues, type TensorOptions, tensor } from "./creation/tensor.ts";
export { allocate, type DType, isFloat, type Numbers } from "./dtype.ts";
export { binary, elementwise, elementwisePrimitive, unary } from "./elementwise.ts";
export type { Binary, Unary } from "./elementwise-loop.ts";
export { DTypeError, ShapeError, TraceError } from "./errors.ts";
export { constantOf } from "./internal/constant-of.ts";
export { describe } from "./internal/describe.ts";
export { reshapedStrides } from "./internal/reshaped-strides.ts";
export type { Padding } from "./internal/sliding-places.ts";
export { expandDims, moveAxis, squeeze, swapAxes } from "./operations/axes.ts";
export { clip } from "./operations/clip.ts";
export { type ConvolutionOptions, conv1d, conv2d, conv3d } from "./operations/convolution.ts";
export {
  conv1dTranspose,
  conv2dTranspose,
  conv3dTranspose,
  type TransposedConvolutionOptions,
} from "./operations/convolution-transpose.ts";
export { einsum } from "./operations/einsum.ts";
export { inverse } from "./operations/inverse.ts";
export { repeat, split, stack, tile } from "./operations/joining.ts";
export { type LayerNormOptions, layerNorm } from "./operations/layer-norm.ts";
export { type AlongAxis, logSoftmax, logSumExp, softmax } from "./operations/log-sum-exp.ts";
export { oneHot } from "./operations/one-hot.ts";
export {
  avgPool1d,
  avgPool2d,
  avgPool3d,
  maxPool1d,
  maxPool2d,
  maxPool3d,
  type PoolingOptions,
} from "./operations/pooling.ts";
export { cumprod, dot, outer, prod } from "./operations/products.ts";
export { type AttentionOptions, scaledDotProductAttention } from "./operations/scaled-dot-product-attention.ts";
export { softplus } from "./operations/softplus.ts";
export { sort, topK } from "./operations/sorting.ts";
export { mean, norm, standardDeviation, type VarianceOptions, variance } from "./operations/statistics.ts";
export { scatterAdd, scatterAddAlongAxis, take, takeAlongAxis } from "./operations/take.ts";
export {
  bind,
  newestTrace,
  nextTraceId,
  type EagerKernel,
  type Primitive,
  type Pullback,
  type Trace,
} from "./primitive.ts";
export { all, any } from "./primitives/any-all.ts";
export { argMax, argMin } from "./primitives/arg-max.ts";
export { argSort, type SortOptions } from "./primitives/arg-sort.ts";
export { add, divide, multiply, negate, rsqrt, sqrt, square, subtract } from "./primitives/arithmetic.ts";
export { broadcastTo, expandBatch, expandTo } from "./primitives/broadcast.ts";
export { cast, castTo } from "./primitives/cast.ts";
export { cholesky } from "./primitives/cholesky.ts";
export {
  equal,
  greater,
  greaterEqual,
  isFinite,
  isNaN,
  less,
  lessEqual,
  logicalAnd,
  logicalNot,
  logicalOr,
  logicalXor,
  notEqual,
} from "./primitives/comparison.ts";
export type { ConvolutionAxis } from "./primitives/convolution.ts";
export { cumsum } from "./primitives/cumsum.ts";
export { eigh } from "./primitives/eigh.ts";
export { erf } from "./primitives/erf.ts";
export { cosh, exp, expm1, log, log1p, pow, sinh, tanh } from "./primitives/exponential.ts";
export { barrier, onHost, onHostPrimitive, stopGradient } from "./primitives/host.ts";
export { matmul } from "./primitives/matmul.ts";
export { max, maximum, min, minimum } from "./primitives/minimum-maximum.ts";
export { flip, reshape, swapLastAxes, transpose } from "./primitives/movement.ts";
export { qr } from "./primitives/qr.ts";
export { abs, ceil, floor, remainder, round, sign } from "./primitives/rounding.ts";
export { concat, pad, type Range, slice } from "./primitives/slice-pad-concat.ts";
export { determinant, logDeterminant, solve } from "./primitives/solve-determinant.ts";
export { reshapeTo } from "./primitives/reshape.ts";
export { sum, sumTo } from "./primitives/sum.ts";
export { svd } from "./primitives/svd.ts";
export { type TriangularSolveOptions, triangularSolve } from "./primitives/triangular-solve.ts";
export { acos, asin, atan, atan2, cos, sin, tan } from "./primitives/trigonometric.ts";
export { where } from "./primitives/where.ts";
export type { WindowAxis } from "./primitives/window-arg-max.ts";
export { bernoulli } from "./random/bernoulli.ts";
export { categorical } from "./random/categorical.ts";
export { foldIn } from "./random/fold-in.ts";
export { type GumbelOptions, gumbel } from "./random/gumbel.ts";
export { type NormalOptions, normal } from "./random/normal.ts";
export { permutation } from "./random/permutation.ts";
export { randomBits } from "./random/random-bits.ts";
export { type RandomKey, randomKey } from "./random/random-key.ts";
export { type KeyList, splitKey } from "./random/split-key.ts";
export { type TruncatedNormalOptions, truncatedNormal } from "./random/truncated-normal.ts";
export { type UniformOptions, uniform } from "./random/uniform.ts";
export { type Reduction, type ReductionOptions, reduction } from "./reduction.ts";
export {
  broadcastShapes,
  checkShape,
  contiguousStrides,
  formatShape,
  normalizeAxes,
  normalizeAxis,
  type Shape,
  sameShape,
  sizeOf,
} from "./shape.ts";
export { fromBuffer, isTensor, type NestedNumbers, type Spec, Tensor, type View, viewOf } from "./tensor.ts";
export { type EagerKernels, useKernels } from "./use-kernels.ts";
