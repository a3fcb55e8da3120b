import {
  expandGraph,
  type Graph,
  type OperationInUse,
  paddedConvolution,
  type Repetition,
  separateHost,
  unknownOperation,
  type Value,
} from "@adjoint/compile";
import type { Spec } from "@adjoint/tensor";
import type { ConvolutionAxis } from "@adjoint/tensor/primitives/convolution";
import { like, type Lowering, type Operation, type Precision } from "./lowering.ts";
import { elementwise } from "./lowerings/elementwise.ts";
import { indexing } from "./lowerings/indexing.ts";
import { linearAlgebra } from "./lowerings/linear-algebra.ts";
import { movement } from "./lowerings/movement.ts";
import { products } from "./lowerings/products.ts";
import { reductions } from "./lowerings/reductions.ts";
import { type Mesh, Placement, type Sharding } from "./sharding.ts";
import { type Operand, TextWriter, tensorType } from "./text-writer.ts";

/** By the name of the primitive. */
const lowerings: Readonly<Record<string, Lowering>> = {
  ...elementwise,
  ...movement,
  ...reductions,
  ...products,
  ...indexing,
  ...linearAlgebra,
  loop,
};

export interface StableHloOptions {
  /** Of the module; default "program". */
  readonly name?: string;
  /** Devices to split the program over; default: one. */
  readonly mesh?: Mesh;
  /** What is split, and how; the rest is on every device. */
  readonly sharding?: Sharding;
  /**
   * Of products of matrices and convolutions, where an engine has a choice: "highest" (the default) keeps single
   * precision, "default" lets a TPU round factors to bfloat16.
   */
  readonly precision?: Precision;
}

/**
 * A traced program as text in StableHLO, the generic form of MLIR: one operation a line, the same text each time.
 *
 * Arguments stand in the order of the graph's inputs, each with its path in a comment (`0/layers/1/bias` is in the first
 * argument); then what `onHost` functions give (schedules, bias corrections) as `host/0`, `host/1`, ...: `separateHost`
 * has the graph that computes it. Results stand in the order of the graph's outputs, with paths behind `result`.
 *
 * With a mesh, arguments and results carry annotations from which XLA's partitioner splits the program and inserts the
 * exchange between devices: a batch that is split over devices and parameters that are not give a sum of gradients.
 *
 * Linear algebra beyond triangles becomes loops in double precision, random numbers keep their bits. Where a kernel
 * throws on its values, the program gives infinities or NaN, and an index out of range is moved to the end of its axis.
 * @throws TypeError that names an operation which is not one of `@adjoint/tensor`, and where the function used it;
 * RangeError for a mesh or a sharding that does not fit.
 * @see https://openxla.org/stablehlo/spec
 * @example toStableHlo(compile(step).graph(params, state, x, y), { mesh: { data: 4 }, sharding: { 2: ["data"], 3: ["data"] } })
 */
export function toStableHlo(graph: Graph, options: StableHloOptions = {}): string {
  const { name = "program", mesh = {}, sharding = {}, precision = "highest" } = options;
  const placement = new Placement(mesh, sharding);
  const program = expandGraph(separateHost(graph).program, {
    isNative: (operation) => Object.hasOwn(lowerings, operation.name) && !isSpreadInDouble(operation),
    expansions: { convolution: paddedConvolution },
  });
  const { values, inputs, outputs } = program;
  const isSplit = placement.devices > 1;
  const annotation = (path: string, spec: Spec): string => {
    const placed = placement.of(path, spec.shape);
    return isSplit ? ` {mhlo.sharding = "${placed}"}` : "";
  };
  const resultPaths = outputs.map(({ path }) => (path === "" ? "result" : `result/${path}`));
  const declared = inputs.map(({ value, path }, i) => {
    const comma = i < inputs.length - 1 ? "," : "";
    return `    %arg${i}: ${tensorType(values[value]!)}${annotation(path, values[value]!)}${comma} // ${path}`;
  });
  const returned = outputs.map(({ value }, i) => {
    const comma = i < outputs.length - 1 ? "," : "";
    return `    ${tensorType(values[value]!)}${annotation(resultPaths[i]!, values[value]!)}${comma} // ${resultPaths[i]}`;
  });
  placement.checkAllUsed([...inputs.map(({ path }) => path), ...resultPaths]);
  const writer = new TextWriter();
  const args = inputs.map(({ value }, i): Operand => ({ ...like(values[value]!), name: `%arg${i}` }));
  writer.return("func.return", writeNodes(writer, program, args, precision));
  const partitions = `mhlo.num_partitions = ${placement.devices} : i32, mhlo.num_replicas = 1 : i32`;
  return `module @${name} attributes {${partitions}} {
  func.func public @main(
${declared.join("\n")}
  ) -> (
${returned.join("\n")}
  ) {
${writer.text()}
  }
}
`;
}

/**
 * A convolution in double precision of an input with zeros between its elements: XLA for the CPU stops at some of them
 * (seen with jaxlib 0.11.2), so those are padded before.
 */
function isSpreadInDouble({ name, inputs: [x], attributes }: OperationInUse): boolean {
  if (name !== "convolution" || x?.dtype !== "float64") return false;
  return (attributes as { axes: readonly ConvolutionAxis[] }).axes.some(({ input }) => Math.abs(input) > 1);
}

/** Writes the operations of a graph whose inputs are known, and gives its outputs. */
function writeNodes(writer: TextWriter, graph: Graph, inputs: readonly Operand[], precision: Precision): Operand[] {
  const { values, constants, nodes, outputs } = graph;
  const known = new Map<Value, Operand>();
  graph.inputs.forEach(({ value }, i) => known.set(value, inputs[i]!));
  for (const [value, constant] of constants) known.set(value, writer.constant(constant));
  for (const node of nodes) {
    const { name } = node.primitive;
    const lower = Object.hasOwn(lowerings, name) ? lowerings[name] : undefined;
    if (!lower) throw unknownOperation("toStableHlo", node, graph);
    const result = lower(writer, {
      inputs: node.inputs.map((value) => known.get(value)!),
      outputs: node.outputs.map((value) => values[value]!),
      attributes: node.attributes,
      precision,
    });
    const results = isOperand(result) ? [result] : result;
    node.outputs.forEach((value, i) => known.set(value, results[i]!));
  }
  return outputs.map(({ value }) => known.get(value)!);
}

const isOperand = (result: Operand | readonly Operand[]): result is Operand => "name" in result;

/** Counts rounds; what stays the same goes along, since not every reader lets a body see what is outside. */
function loop(writer: TextWriter, { inputs, outputs, attributes, precision }: Operation): readonly Operand[] {
  const { count, body } = attributes as Repetition; // loop's own
  const scalar: Spec = { shape: [], dtype: "int32" };
  const carried = [writer.splat(0, scalar), ...inputs];
  const specs = carried.map(like);
  const isNotDone = (inner: TextWriter, [round]: readonly Operand[]): readonly Operand[] => [
    elementwise["less"]!(inner, {
      inputs: [round!, inner.splat(count, scalar)],
      outputs: [{ shape: [], dtype: "bool" }],
      attributes: undefined,
      precision,
    }) as Operand, // one result, as written there
  ];
  const next = (inner: TextWriter, args: readonly Operand[]): readonly Operand[] => {
    const [round, ...rest] = args as [Operand, ...Operand[]];
    const state = writeNodes(inner, body, args, precision);
    return [inner.add("add", [round, inner.splat(1, scalar)], scalar), ...state, ...rest.slice(outputs.length)];
  };
  const regions = [
    { args: specs, write: isNotDone },
    { args: specs, write: next },
  ];
  return writer.addMany("while", carried, specs, { regions }).slice(1, outputs.length + 1);
}
