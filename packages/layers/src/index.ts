export { activation } from "./activation.ts";
export { avgPool } from "./avg-pool.ts";
export { type BatchNormOptions, type BatchNormState, batchNorm } from "./batch-norm.ts";
export { type ConvTransposeOptions, convTranspose } from "./conv-transpose.ts";
export { conv1d } from "./conv1d.ts";
export { conv2d } from "./conv2d.ts";
export { conv3d } from "./conv3d.ts";
export {
  type Definitions,
  defineLayer,
  type LayerDefinition,
  type LayerOutline,
  type TensorDefinition,
} from "./define-layer.ts";
export { defineStatefulLayer, type StatefulLayerDefinition } from "./define-stateful-layer.ts";
export { type DenseOptions, dense } from "./dense.ts";
export type { Description } from "./description.ts";
export { type DropoutOptions, dropout } from "./dropout.ts";
export { type EmbeddingOptions, embedding } from "./embedding.ts";
export { flatten } from "./flatten.ts";
export { globalAveragePool } from "./global-average-pool.ts";
export { type GroupNormOptions, groupNorm } from "./group-norm.ts";
export { type GruParams, gru } from "./gru.ts";
export { constant } from "./initializers/constant.ts";
export { glorotNormal } from "./initializers/glorot-normal.ts";
export { glorotUniform } from "./initializers/glorot-uniform.ts";
export { heNormal } from "./initializers/he-normal.ts";
export { heUniform } from "./initializers/he-uniform.ts";
export type { Fans, Initializer } from "./initializers/initializer.ts";
export { lecunNormal } from "./initializers/lecun-normal.ts";
export { orthogonal } from "./initializers/orthogonal.ts";
export { truncatedNormal } from "./initializers/truncated-normal.ts";
export type { AffineOptions, AffineParams } from "./internal/affine-params.ts";
export type { ConvolutionLayerOptions } from "./internal/convolution-layer.ts";
export type { NormParams } from "./internal/norm-params.ts";
export type { RecurrentParams } from "./internal/recurrent.ts";
export type { AnyLayer, ApplyOptions, Layer, Nothing, OptionsFor, ParamsOf, StateOf } from "./layer.ts";
export { layerNorm, type NormOptions } from "./layer-norm.ts";
export type { Layers, ParamsOfAll, StateOfAll } from "./layers.ts";
export { type LstmCarry, type LstmOptions, lstm } from "./lstm.ts";
export { maxPool } from "./max-pool.ts";
export {
  type MultiHeadAttentionOptions,
  type MultiHeadAttentionParams,
  multiHeadAttention,
} from "./multi-head-attention.ts";
export { type ParallelOptions, parallel } from "./parallel.ts";
export type { RecurrentLayer, RecurrentOptions, ScanOptions } from "./recurrent-layer.ts";
export { residual } from "./residual.ts";
export { rmsNorm } from "./rms-norm.ts";
export { type RnnOptions, rnn } from "./rnn.ts";
export { type RotaryOptions, rotary } from "./rotary.ts";
export { sequential } from "./sequential.ts";
export { type SinusoidalOptions, sinusoidal } from "./sinusoidal.ts";
export { type Summary, type SummaryRow, summary } from "./summary.ts";
export { type TransformerBlockOptions, type TransformerBlockParams, transformerBlock } from "./transformer-block.ts";
