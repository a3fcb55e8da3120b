import type { Repetition } from "@adjoint/compile";
import {
  expandGraph,
  type Graph,
  type OperationInUse,
  separateHost,
  unknownOperation,
  type Value,
} from "@adjoint/compile";
import type { Spec } from "@adjoint/tensor";
import { encodeModel, type Versions } from "./encode-model.ts";
import { expansions, isPlainConvolution } from "./expansions.ts";
import { GraphWriter, type Operand } from "./graph-writer.ts";
import { castTo, type Lowering, type Operation } from "./lowering.ts";
import { elementwise } from "./lowerings/elementwise.ts";
import { indexing } from "./lowerings/indexing.ts";
import { movement } from "./lowerings/movement.ts";
import { products } from "./lowerings/products.ts";
import { reductions } from "./lowerings/reductions.ts";
import type { ValueInfo } from "./model.ts";

const VERSIONS: Versions = { ir: 10, opset: 22 };

/** By the name of the primitive. */
const lowerings: Readonly<Record<string, Lowering>> = {
  ...elementwise,
  ...movement,
  ...reductions,
  ...products,
  ...indexing,
  loop,
};

/** Operators that engines have for single precision alone. */
const SINGLE = new Set(["tan", "asin", "acos", "atan", "sinh", "cosh", "erf"]);

function isNative(operation: OperationInUse): boolean {
  const { name, outputs } = operation;
  const isSingle = outputs[0]?.dtype === "float32";
  if (name === "convolution") return isSingle && isPlainConvolution(operation);
  return Object.hasOwn(lowerings, name) && (isSingle || !SINGLE.has(name));
}

export interface OnnxOptions {
  /** Of the graph in the model; default "main". */
  readonly name?: string;
}

/**
 * A traced program as an ONNX model (opset 22), in the binary form of a `.onnx` file.
 *
 * Inputs have the path of the argument as their name (`0/layers/1/bias` is in the first argument), outputs `result/` and
 * the path in what the function returns (`result` alone, if that is one tensor). What `onHost` functions give (schedules,
 * bias corrections) comes in as `host/0`, `host/1`, ...: `separateHost` has the graph that computes them.
 *
 * Linear algebra becomes loops in double precision, random numbers keep their bits. Where a kernel throws on its values,
 * the model gives infinities or NaN, and an index out of range is the engine's error.
 * @throws TypeError that names an operation which is not one of `@adjoint/tensor`, and where the function used it.
 * @see https://onnx.ai/onnx/operators/
 * @example await writeFile("model.onnx", toOnnx(compile(predict).graph(params, x)))
 */
export function toOnnx(graph: Graph, { name = "main" }: OnnxOptions = {}): Uint8Array<ArrayBuffer> {
  const program = expandGraph(separateHost(graph).program, { isNative, expansions });
  const writer = new GraphWriter();
  const inputs = program.inputs.map(({ value, path }): ValueInfo => valueInfo(path, program.values[value]!));
  const results = writeNodes(
    writer,
    program,
    program.inputs.map(({ value, path }) => ({ ...program.values[value]!, name: path })),
  );
  const outputs = program.outputs.map(({ value, path }, i): ValueInfo => {
    const output = path === "" ? "result" : `result/${path}`;
    writer.rename(writer.full(results[i]!), output);
    return valueInfo(output, program.values[value]!);
  });
  return encodeModel(writer.finish(name, inputs, outputs, true), VERSIONS);
}

const valueInfo = (name: string, { dtype, shape }: Spec): ValueInfo => ({ name, type: dtype, dims: shape });

/** Writes the nodes of a graph whose inputs are known, and gives its outputs. */
function writeNodes(writer: GraphWriter, graph: Graph, inputs: readonly Operand[]): Operand[] {
  const { values, constants, nodes, outputs } = graph;
  const known = new Map<Value, Operand>();
  graph.inputs.forEach(({ value }, i) => known.set(value, inputs[i]!));
  for (const [value, constant] of constants) known.set(value, writer.tensor(constant));
  for (const node of nodes) {
    const lower = Object.hasOwn(lowerings, node.primitive.name) ? lowerings[node.primitive.name] : undefined;
    if (!lower) throw unknownOperation("toOnnx", node, graph);
    const specs = node.outputs.map((value) => values[value]!);
    const operation = {
      inputs: node.inputs.map((value) => known.get(value)!),
      outputs: specs,
      attributes: node.attributes,
    };
    const result = lower(writer, operation);
    if (typeof result === "string") known.set(node.outputs[0]!, { ...specs[0]!, name: result });
    else if (isMany(result)) result.forEach((name, i) => known.set(node.outputs[i]!, { ...specs[i]!, name }));
    else known.set(node.outputs[0]!, result);
  }
  return outputs.map(({ value }) => known.get(value)!);
}

const isMany = (result: readonly string[] | Operand): result is readonly string[] => Array.isArray(result);

/** A Loop node; its body sees what stays the same from outside. */
function loop(writer: GraphWriter, { inputs, outputs, attributes }: Operation): readonly string[] {
  const { count, body } = attributes as Repetition; // loop's own
  const inner = new GraphWriter(writer);
  const [round, condition] = [inner.name(), inner.name()];
  const state = outputs.map((spec): Operand => ({ ...spec, name: inner.name() }));
  const scalar: Operand = { name: castTo(inner, round, "int32"), shape: [], dtype: "int32" };
  // at full size before the loop, so that no round repeats them
  const fixed = inputs
    .slice(outputs.length)
    .map((input): Operand => ({ name: writer.full(input), shape: input.shape, dtype: input.dtype }));
  const results = writeNodes(inner, body, [scalar, ...state, ...fixed]);
  const next = results.map((result) => inner.add("Identity", [inner.full(result)]));
  const graph = inner.finish(
    "round",
    [
      { name: round, type: "int64", dims: [] },
      { name: condition, type: "bool", dims: [] },
      ...state.map((operand) => valueInfo(operand.name, operand)),
    ],
    [
      { name: inner.add("Identity", [condition]), type: "bool", dims: [] },
      ...next.map((name, i) => valueInfo(name, outputs[i]!)),
    ],
    false,
  );
  const start = inputs.slice(0, outputs.length).map((input) => writer.full(input));
  const rounds = writer.constant("int64", [count]);
  return writer.addMany("Loop", [rounds, writer.constant("bool", [1]), ...start], outputs.length, { body: graph });
}
