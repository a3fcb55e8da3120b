import type { Graph, GraphNode, Group, ProgramPlan, Value } from "@adjoint/compile";
import type { Shape } from "@adjoint/tensor";
import * as i32 from "../emitter/i32.ts";
import { bytesOf } from "../loops/lane-memory.ts";
import type { MatmulOptions } from "../matmul/blocked-matmul.ts";
import { finishRows, type PartArray } from "../matmul/finish-rows.ts";
import type { Operations } from "./elementwise-expressions.ts";
import { lowerLoop } from "./lower-loop.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** What a product ends in, and where the arrays for it are. */
export interface PlacedFinish {
  /** The value in whose memory the product is made. */
  readonly out: Value;
  /** Strides, in elements, over all axes of the product. */
  readonly arrays: readonly { readonly address: number; readonly strides: Shape; readonly bytes: number }[];
  /** For a product that takes where each of the arrays begins, and behind that how far its rows are apart. */
  readonly options: Pick<MatmulOptions, "finish" | "pointers">;
  readonly key: string;
}

/** What becomes of a product in its group, of which it is the first operation. */
export function placedFinish(
  graph: Graph,
  group: Group,
  plan: ProgramPlan,
  memory: ProgramMemory,
  operations: Operations,
): PlacedFinish {
  const [{ outputs: made }, ...nodes] = group.nodes as [GraphNode, ...GraphNode[]];
  const [product] = made as [Value]; // a product has one
  const { shape } = graph.values[product]!;
  // where it is not needed itself it is made in a result: the plan sees that there is one
  const out = [product, ...nodes.map(({ outputs }) => outputs[0]!)].find(
    (value) => !plan.passing.has(value) && graph.values[value]!.dtype === "float32",
  )!;
  const addressOf = (value: Value): number => memory.addressOf(plan.layouts[value]!.buffer === product ? out : value);
  const { loop, addresses, code } = lowerLoop(graph, { nodes }, { shape, hasRows: false }, plan, addressOf, operations);
  const all = [...loop.inputs, ...loop.outputs];
  const arrays = all.map(({ type, strides }, i) => ({
    address: addresses[i]!,
    strides,
    bytes: bytesOf(type),
    type,
    stride: shape.at(-1) === 1 ? 1 : strides.at(-1)!,
  }));
  const options: PlacedFinish["options"] = {
    pointers: 2 * arrays.length,
    finish: (body, block, parameters) => {
      const parts = arrays.map(({ type, bytes, stride }, i): PartArray => {
        const [start, rowStep] = [parameters[2 * i]!, parameters[2 * i + 1]!];
        const across = i32.multiply(block.column, i32.const(stride * bytes));
        return { type, place: i32.add(start, i32.add(i32.multiply(block.row, rowStep), across)), rowStep, stride };
      });
      const count = loop.inputs.length;
      const outputs = loop.outputs.map(({ value }, i) => ({ ...parts[count + i]!, value }));
      finishRows(body, block, parts.slice(0, count), outputs);
    },
  };
  const forms = arrays.map(({ type, stride }) => [type, stride]);
  return { out, arrays, options, key: `product ${JSON.stringify(forms)} ${code}` };
}
