import { type DType, fromBuffer, type Numbers, sizeOf, type Tensor } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "../graph.ts";
import type { Role } from "../plan/fuse-loops.ts";
import { planProgram } from "../plan/plan-program.ts";
import { recompute } from "../plan/recompute.ts";
import type { Target } from "../target.ts";

/** A run of a plan by the operations' own kernels, all in one arena: what is wrong with the plan shows in the values. */
export const arenaTarget: Target = {
  name: "arena",
  build: (graph) => ({ run: (inputs) => run(graph, inputs), dispose: () => {} }),
};

function run(graph: Graph, inputs: readonly Tensor[]): readonly Tensor[] {
  const { hostNodes, steps, layouts, slots, bytes, passing } = planProgram(graph, { roleOf, refine: recompute });
  const arena = new ArrayBuffer(bytes);
  new Uint8Array(arena).fill(0xa5); // what nobody wrote must not look like a number
  const own = new Map<Value, Tensor>(); // values of the group at work, which need no memory
  const memoryOf = (value: Value): Numbers => {
    const { shape, dtype } = graph.values[value]!;
    return view(arena, dtype, slots.get(value)!.offset, sizeOf(shape));
  };
  const read = (value: Value): Tensor => {
    const known = own.get(value) ?? graph.constants.get(value);
    if (known) return known;
    const { buffer, strides, offset } = layouts[value]!;
    const base = own.get(buffer)?.dataSync() ?? graph.constants.get(buffer)?.view!.buffer ?? memoryOf(buffer);
    return fromBuffer(base, graph.values[value]!, strides, offset);
  };
  const results = ({ primitive, inputs: from, attributes, outputs }: GraphNode): readonly Tensor[] =>
    primitive.kernel(
      from.map(read),
      attributes,
      outputs.map((value) => graph.values[value]!),
    );
  const write = (value: Value, t: Tensor): void => {
    if (slots.has(value)) memoryOf(value).set(t.dataSync());
  };
  graph.inputs.forEach(({ value }, i) => write(value, inputs[i]!));
  for (const node of hostNodes) results(node).forEach((t, k) => write(node.outputs[k]!, t));
  for (const { nodes } of steps) {
    for (const node of nodes) results(node).forEach((t, k) => own.set(node.outputs[k]!, t));
    // a loop writes when all is computed; here as there, an input may die under it
    for (const [value, t] of own) if (!passing.has(value)) write(value, t);
    own.clear();
  }
  return graph.outputs.map(({ value }) => {
    const t = read(value);
    return fromBuffer(t.dataSync().slice(), t);
  });
}

/** What any target could fuse. */
export const roleOf = ({ primitive, attributes }: GraphNode): Role | undefined => {
  if (primitive.kind === "elementwise") return { kind: "elementwise", isCostly: primitive.name === "exp" };
  if (primitive.name === "matmul") return { kind: "product" };
  if (!["sum", "max", "min", "all"].includes(primitive.name)) return undefined;
  return { kind: "reduction", axes: (attributes as { readonly axes: readonly number[] }).axes }; // the reductions'
};

function view(arena: ArrayBuffer, dtype: DType, offset: number, size: number): Numbers {
  if (dtype === "float32") return new Float32Array(arena, offset, size);
  if (dtype === "float64") return new Float64Array(arena, offset, size);
  return dtype === "int32" ? new Int32Array(arena, offset, size) : new Uint8Array(arena, offset, size);
}
