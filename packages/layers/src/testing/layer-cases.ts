import { isTensor, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import {
  type AnyLayer,
  avgPool,
  batchNorm,
  conv1d,
  conv2d,
  conv3d,
  convTranspose,
  dense,
  embedding,
  globalAveragePool,
  groupNorm,
  gru,
  layerNorm,
  lstm,
  maxPool,
  multiHeadAttention,
  rmsNorm,
  rnn,
  sinusoidal,
  transformerBlock,
} from "../index.ts";
import file from "./golden/layers.json" with { type: "json" };

/** A layer for each case of the file of reference values, by its name there. */
const layers: Readonly<Record<string, AnyLayer>> = {
  dense: dense({ outputs: 5 }),
  "dense without bias": dense({ outputs: 4, bias: false }),
  conv1d: conv1d({ outputs: 4, kernel: 3, stride: 2, padding: 1 }),
  "conv1d dilated, padded on one side, without bias": conv1d({
    outputs: 3,
    kernel: 3,
    dilation: 2,
    padding: [[4, 0]],
    bias: false,
  }),
  "conv2d in groups": conv2d({
    outputs: 4,
    kernel: [3, 2],
    stride: [2, 1],
    padding: 1,
    dilation: [1, 2],
    groups: 2,
  }),
  "conv2d same": conv2d({ outputs: 3, kernel: [3, 2], padding: "same" }),
  conv3d: conv3d({ outputs: 2, kernel: 2 }),
  convTranspose: convTranspose({ outputs: 4, kernel: 3, stride: 2, padding: 1, outputPadding: 1, groups: 2 }),
  "convTranspose of one axis": convTranspose({ outputs: 3, kernel: 2, stride: 2 }),
  "convTranspose of three axes": convTranspose({ outputs: 2, kernel: [2, 1, 2] }),
  maxPool: maxPool({ window: 3, stride: 2, padding: 1 }),
  avgPool: avgPool({ window: 3, stride: 2, padding: 1 }),
  "maxPool of one axis": maxPool({ window: 2 }),
  "avgPool of three axes": avgPool({ window: 2 }),
  globalAveragePool: globalAveragePool(),
  embedding: embedding({ vocabulary: 5, width: 3 }),
  layerNorm: layerNorm(),
  rmsNorm: rmsNorm(),
  groupNorm: groupNorm({ groups: 2 }),
  "batchNorm while training": batchNorm(),
  batchNorm: batchNorm(),
  "batchNorm of vectors while training": batchNorm(),
  rnn: rnn({ units: 2 }),
  "rnn with a mask": rnn({ units: 2 }),
  "rnn in reverse": rnn({ units: 2, reverse: true }),
  "rnn, the last": rnn({ units: 2, output: "last" }),
  gru: gru({ units: 2 }),
  "gru with a mask": gru({ units: 2 }),
  "gru in reverse": gru({ units: 2, reverse: true }),
  "gru, the last": gru({ units: 2, output: "last" }),
  lstm: lstm({ units: 2 }),
  "lstm with a mask": lstm({ units: 2 }),
  "lstm in reverse": lstm({ units: 2, reverse: true }),
  "lstm, the last": lstm({ units: 2, output: "last" }),
  multiHeadAttention: multiHeadAttention({ width: 4, heads: 2 }),
  "multiHeadAttention, causal": multiHeadAttention({ width: 4, heads: 2, causal: true }),
  "multiHeadAttention, rotary with a mask": multiHeadAttention({ width: 4, heads: 2, rotary: true }),
  "multiHeadAttention of a context": multiHeadAttention({ width: 4, heads: 4, contextWidth: 5 }),
  transformerBlock: transformerBlock({ width: 4, heads: 2, hidden: 6, causal: true, rotary: true }),
  sinusoidal: sinusoidal(),
};

/** A layer with what it is given, all of it float64 where it is floating-point, and what must come out. */
export interface LayerCase {
  readonly name: string;
  readonly layer: AnyLayer;
  readonly params: object;
  readonly x: Tensor;
  readonly options: {
    readonly training: boolean;
    readonly state?: object;
    readonly mask?: Tensor;
    readonly context?: Tensor;
    readonly contextMask?: Tensor;
  };
  readonly output: Tensor;
  readonly nextState: object;
}

interface Written {
  readonly shape: readonly number[];
  readonly dtype: "float64" | "int32" | "bool";
  readonly data: readonly number[];
}

const isWritten = (value: unknown): value is Written =>
  typeof value === "object" && value !== null && "dtype" in value && "data" in value;

/** A tree as it is written, with tensors for leaves. */
function read(value: unknown): unknown {
  if (isWritten(value)) return tensor(value.data, { shape: value.shape, dtype: value.dtype });
  return Object.fromEntries(Object.entries(value as object).map(([name, child]) => [name, read(child)])); // a record
}

/** The cases of the file, in its order. */
export const layerCases: readonly LayerCase[] = Object.entries(file).map(([name, written]) => {
  const {
    params,
    x,
    output,
    nextState = {},
    ...options
  } = read(written) as Omit<LayerCase, "options" | "layer" | "nextState"> & Partial<Pick<LayerCase, "nextState">>;
  const layer = layers[name];
  if (!layer) throw new Error(`layer-cases: there is no layer for "${name}"`);
  return { name, layer, params, x, output, nextState, options: { ...options, training: name.includes("training") } };
});

/** A tree with its tensors replaced; other leaves stay. */
export const mapTensors = <T>(f: (t: Tensor) => Tensor, tree: T): T =>
  mapTree((leaf: unknown) => (isTensor(leaf) ? f(leaf) : leaf), tree) as T; // the same form
