import type { Graph, GraphNode, Group, ProgramPlan, Value as GraphValue } from "@adjoint/compile";
import { contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import { hasRelaxedSimd } from "../emitter/detect-features.ts";
import { eachPlaceBetween } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Value, ValueType } from "../emitter/value.ts";
import { blockedMatmul, type MultiplyVectors } from "../matmul/blocked-matmul.ts";
import type { Operations } from "./elementwise-expressions.ts";
import type { Part, SplitStep } from "./emit.ts";
import { loopsOver } from "./loops-over.ts";
import { placedFinish } from "./placed-finish.ts";
import type { ProgramMemory } from "./program-memory.ts";
import { isMultiplied } from "./role-of.ts";

/** Rows or columns that a thread does together: never one alone, which would be added up in another order. */
const UNIT = 16;

type I = Value<"i32">;
type Product = FunctionReference<readonly ValueType[], undefined>;

/** An array over the products: where it begins, strides over the leading axes, and over rows and columns, in bytes. */
interface Placed {
  readonly address: number;
  readonly lead: Shape;
  readonly row: number;
  readonly column: number;
}

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
  operations: Operations,
  multiplyVectors?: MultiplyVectors,
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

  const call = (body: FunctionBody, starts: readonly I[], height: I, width: I, thread: Part): void => {
    const [startA, startB, startOut, ...rest] = starts as [I, I, I, ...I[]];
    const fixed = (...values: number[]): I[] => values.map((value) => i32.const(value));
    const a = [startA, ...fixed(factors[0].row, factors[0].column)];
    const b = [startB, ...fixed(factors[1].row, factors[1].column)];
    const finishing = rest.flatMap((start, i) => [start, i32.const(others[i]!.row)]);
    const result = [startOut, ...fixed(out.row, 0), memory.workspaceOf(thread)];
    body.call(product, height, width, i32.const(depth), ...a, ...b, ...result, ...finishing);
  };
  const [allRows, allColumns] = [i32.const(rows), i32.const(columns)];
  if (sizeOf(lead) > 1) {
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
          call(body, places, allRows, allColumns, thread),
        ),
    };
  }
  const isByRows = rows >= columns;
  const size = isByRows ? rows : columns;
  const parts = Math.max(1, Math.floor(size / UNIT));
  return {
    parts,
    isCall: true,
    emit: (body, first, end, thread) => {
      const from = body.let(i32.multiply(first, i32.const(UNIT)));
      const beyond = i32.select(i32.equal(end, i32.const(parts)), i32.const(size), i32.multiply(end, i32.const(UNIT)));
      const count = body.let(i32.subtract(beyond, from));
      const starts = arrays.map(({ address, row, column }, i) => {
        // a has no columns of the product, b no rows
        const step = isByRows ? (i === 1 ? 0 : row) : i === 0 ? 0 : column;
        return i32.add(i32.const(address), i32.multiply(from, i32.const(step)));
      });
      body.if(count, () => call(body, starts, isByRows ? count : allRows, isByRows ? allColumns : count, thread));
    },
  };
}

function placed(address: number, strides: Shape, bytes: number): Placed {
  const [row, column] = strides.slice(-2).map((stride) => stride * bytes) as [number, number]; // a product has both
  return { address, lead: strides.slice(0, -2).map((stride) => stride * bytes), row, column };
}
