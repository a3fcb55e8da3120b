import { type DType, fromBuffer, type Numbers, type Tensor } from "@adjoint/tensor";
import * as ort from "onnxruntime-node";

/** A model that is ready to run in ONNX Runtime. */
export interface Model {
  /** Outputs by their names, from inputs by theirs. */
  run(inputs: Readonly<Record<string, Tensor>>): Promise<Record<string, Tensor>>;
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/**
 * `isExact` leaves out what the engine does to a program at its last stage of optimization: there it fuses products with
 * their factors in single precision, whatever the type.
 */
export async function loadModel(bytes: Uint8Array, isExact = false): Promise<Model> {
  const session = await ort.InferenceSession.create(bytes, {
    logSeverityLevel: 3,
    intraOpNumThreads: 1,
    graphOptimizationLevel: isExact ? "basic" : "all",
  });
  const { inputNames, outputNames } = session;
  return {
    inputNames,
    outputNames,
    run: async (inputs) => {
      const feeds = Object.fromEntries(inputNames.map((name) => [name, toOrt(inputs[name]!)]));
      const results = await session.run(feeds);
      return Object.fromEntries(outputNames.map((name) => [name, fromOrt(results[name]!)]));
    },
  };
}

const toOrt = (t: Tensor): ort.Tensor => new ort.Tensor(t.dtype, t.dataSync().slice(), [...t.shape]);

const fromOrt = ({ data, dims, type }: ort.Tensor): Tensor =>
  fromBuffer(data as Numbers, { shape: [...dims], dtype: type as DType }); // our programs have no other types
