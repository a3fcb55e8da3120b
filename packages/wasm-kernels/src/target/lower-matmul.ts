import type { Graph, GraphNode, Group, ProgramPlan, Value as GraphValue } from "@adjoint/compile";
import { contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import { hasRelaxedSimd } from "../emitter/detect-features.ts";
import { eachPlaceBetween } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Value, ValueType } from "../emitter/value.ts";
import { blockedMatmul } from "../matmul/blocked-matmul.ts";
import type { Operations } from "./elementwise-expressions.ts";
import type { Part, SplitStep } from "./emit.ts";
import { loopsOver } from "./loops-over.ts";
import { placedFinish } from "./placed-finish.ts";
import type { ProgramMemory } from "./program-memory.ts";
import type { TargetPart } from "./target-part.ts";
import { isMultiplied } from "./role-of.ts";

type I = Value<"i32">;
type Product = FunctionReference<readonly ValueType[], undefined>;

/** An array over the products: where it begins, strides over the leading axes, and over rows and columns, in bytes. */
export interface Placed {
  readonly address: number;
  readonly lead: Shape;
  readonly row: number;
  readonly column: number;
}

/** Writes a call for so many rows and columns of a product, whose arrays begin there. */
export type CallProduct = (body: FunctionBody, starts: readonly I[], rows: I, columns: I, thread: Part) => void;

/** How threads share a single product. */
export type DivideProduct = (arrays: readonly Placed[], rows: number, columns: number, call: CallProduct) => SplitStep;

/**
 * Matrix products of any strides, and what is computed from them while they are in the cache. Threads share the products
 * where there are several, or else rows or columns of the one. undefined for other types.
 */
export function lowerMatmul(
  graph: Graph,
  group: Group,
  plan: ProgramPlan,
  memory: ProgramMemory,
  module: ModuleBuilder,
  { operations, multiplyVectors, divideProduct }: TargetPart & { readonly operations: Operations },
): SplitStep | undefined {
  const [node] = group.nodes as [GraphNode]; // the product comes first
  const [a, b] = node.inputs as [GraphValue, GraphValue];
  const spec = graph.values[node.outputs[0]!]!;
  if (!isMultiplied(spec)) return undefined;
  const { shape } = spec;
  const [rows, columns] = shape.slice(-2) as [number, number]; // a product has both
  const depth = graph.values[a]!.shape.at(-1)!;
  const lead = shape.slice(0, -2);
  const factors = [a, b].map((value) => {
    const { strides, offset } = plan.layouts[value]!;
    return placed(memory.addressOf(value) + 4 * offset, strides, 4);
  }) as [Placed, Placed];
  const finish = group.nodes.length > 1 ? placedFinish(graph, group, plan, memory, operations) : undefined;
  const out = placed(memory.addressOf(finish?.out ?? node.outputs[0]!), contiguousStrides(shape), 4);
  const others = (finish?.arrays ?? []).map(({ address, strides, bytes }) => placed(address, strides, bytes));
  const relaxed = hasRelaxedSimd();
  const product = module.once(
    (): Product => blockedMatmul(module, { relaxed, ...finish?.options }, multiplyVectors),
    finish?.key ?? "product",
  );
  const arrays = [...factors, out, ...others];

  const call: CallProduct = (body, starts, height, width, thread) => {
    const [startA, startB, startOut, ...rest] = starts as [I, I, I, ...I[]];
    const fixed = (...values: number[]): I[] => values.map((value) => i32.const(value));
    const a = [startA, ...fixed(factors[0].row, factors[0].column)];
    const b = [startB, ...fixed(factors[1].row, factors[1].column)];
    const finishing = rest.flatMap((start, i) => [start, i32.const(others[i]!.row)]);
    const result = [startOut, ...fixed(out.row, 0), memory.workspaceOf(thread)];
    body.call(product, height, width, i32.const(depth), ...a, ...b, ...result, ...finishing);
  };
  if (divideProduct && sizeOf(lead) === 1) return divideProduct(arrays, rows, columns, call);
  const loops = loopsOver(
    lead,
    arrays.map((array) => array.lead),
  );
  const starts = arrays.map(({ address }) => i32.const(address));
  return {
    parts: loops[0]!.length,
    isCall: true,
    emit: (body, first, end, thread) =>
      eachPlaceBetween(body, loops, [first, end], starts, (places) =>
        call(body, places, i32.const(rows), i32.const(columns), thread),
      ),
  };
}

function placed(address: number, strides: Shape, bytes: number): Placed {
  const [row, column] = strides.slice(-2).map((stride) => stride * bytes) as [number, number]; // a product has both
  return { address, lead: strides.slice(0, -2).map((stride) => stride * bytes), row, column };
}
