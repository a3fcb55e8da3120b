import type { Graph, GraphNode, Group, ProgramPlan, Value } from "@adjoint/compile";
import type { Shape } from "@adjoint/tensor";
import { input } from "../loops/expression.ts";
import type { LoopInput } from "../loops/fused-loop.ts";
import { bytesOf } from "../loops/lane-memory.ts";
import type { ProductArray, ProductFinish } from "../matmul/finish-with.ts";
import type { Operations } from "./elementwise-expressions.ts";
import { lowerLoop } from "./lower-loop.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** What a product ends in, and where the arrays for it are. */
export interface PlacedFinish {
  /** The value in whose memory the product is made. */
  readonly out: Value;
  /** Strides, in elements, over all axes of the product. */
  readonly arrays: readonly { readonly address: number; readonly strides: Shape; readonly bytes: number }[];
  readonly finish: ProductFinish;
  readonly key: string;
}

/** In the place of an address: the product itself. */
const PRODUCT = -1;

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
  const addressOf = (value: Value): number =>
    plan.layouts[value]!.buffer === product ? PRODUCT : memory.addressOf(value);
  const { loop, addresses, code } = lowerLoop(graph, { nodes }, { shape, hasRows: false }, plan, addressOf, operations);
  const array = ({ type = "float32", strides = [] }: LoopInput): ProductArray => ({
    type,
    rowStride: strides.at(-2) === shape.at(-1) ? "product" : strides.at(-2)!,
    columnStride: shape.at(-1) === 1 ? 1 : strides.at(-1)!,
  });
  const count = loop.inputs.length;
  const written = nodes.map(({ outputs }) => outputs[0]!).filter((value) => !plan.passing.has(value));
  const isStored = !plan.passing.has(product);
  const first = isStored ? -1 : loop.outputs.findIndex(({ type }) => type === "float32"); // the plan sees that there is one
  const isOther = (i: number): boolean => (i < count ? addresses[i] !== PRODUCT : i !== count + first);
  const all = [...loop.inputs, ...loop.outputs];
  const arrays = all.map(({ type = "float32", strides = [] }, i) => ({
    address: addresses[i]!,
    strides,
    bytes: bytesOf(type),
  }));
  const forms = all.map((each, i) => (isOther(i) ? array(each) : "product"));
  return {
    out: isStored ? product : written[first]!,
    arrays: arrays.filter((_, i) => isOther(i)),
    finish: {
      inputs: forms.slice(0, count),
      value: isStored ? input(addresses.indexOf(PRODUCT)) : loop.outputs[first]!.value,
      outputs: loop.outputs.map((output) => ({ ...array(output), value: output.value })).filter((_, i) => i !== first),
    },
    key: `product ${first} ${JSON.stringify(forms)} ${code}`,
  };
}
