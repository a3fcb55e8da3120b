import type { Graph, GraphNode, Group, ProgramPlan, Value as GraphValue } from "@adjoint/compile";
import { contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import { detectFeatures } from "../emitter/detect-features.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local, Value, ValueType } from "../emitter/value.ts";
import { collapseAxes } from "../loops/collapse-axes.ts";
import { finishInto } from "../matmul/finish-with.ts";
import { blockedMatmul, type MultiplyVectors } from "../matmul/blocked-matmul.ts";
import type { Operations } from "./elementwise-expressions.ts";
import type { Part, SplitStep } from "./emit.ts";
import { placedFinish } from "./placed-finish.ts";
import type { ProgramMemory } from "./program-memory.ts";

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
  const { shape, dtype } = graph.values[node.outputs[0]!]!;
  if (dtype !== "float32" || shape.includes(0)) return undefined;
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
  const relaxed = detectFeatures().relaxedSimd;
  const product = module.once(
    (): Product => blockedMatmul(module, { relaxed, ...(finish && finishInto(finish.finish)) }, multiplyVectors),
    finish?.key ?? "product",
  );
  const batch = sizeOf(lead);
  const startOf = startsAlong(lead, [...factors, out, ...others]);

  const call = (body: FunctionBody, starts: readonly I[], size: { rows: I; columns: I }, thread: Part): void => {
    const [startA, startB, startOut, ...rest] = starts as [I, I, I, ...I[]];
    const fixed = (values: number[]): I[] => values.map((value) => i32.const(value));
    const parameters = [
      size.rows,
      size.columns,
      i32.const(depth),
      startA,
      ...fixed([factors[0].row, factors[0].column]),
    ];
    parameters.push(startB, ...fixed([factors[1].row, factors[1].column]), startOut, ...fixed([out.row, 0]));
    body.call(product, ...parameters, memory.workspaceOf(thread), ...rest);
  };
  const whole = { rows: i32.const(rows), columns: i32.const(columns) };
  if (batch > 1)
    return {
      parts: batch,
      isCall: true,
      emit: (body, first, end, thread) => body.for(first, end, 1, (index) => call(body, startOf(index), whole, thread)),
    };
  const isByRows = rows >= columns;
  const size = isByRows ? rows : columns;
  const parts = Math.max(1, Math.floor(size / UNIT));
  const arrays = [...factors, out, ...others];
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
      body.if(count, () =>
        call(body, starts, isByRows ? { ...whole, rows: count } : { ...whole, columns: count }, thread),
      );
    },
  };
}

function placed(address: number, strides: Shape, bytes: number): Placed {
  const [row, column] = strides.slice(-2).map((stride) => stride * bytes) as [number, number]; // a product has both
  return { address, lead: strides.slice(0, -2).map((stride) => stride * bytes), row, column };
}

/** Where arrays begin for a product, by its number. */
function startsAlong(lead: Shape, arrays: readonly Placed[]): (index: Local<"i32">) => I[] {
  const axes = collapseAxes(
    lead,
    arrays.map((array) => array.lead),
    false,
  );
  return (index) =>
    arrays.map(({ address }, i) => {
      let inner = 1;
      let place: I = i32.const(address);
      for (const { size, strides } of [...axes].reverse()) {
        const at = inner === 1 ? index : i32.divideUnsigned(index, i32.const(inner));
        const rest = i32.multiply(i32.divideUnsigned(at, i32.const(size)), i32.const(size));
        const along = size * inner === sizeOf(lead) ? at : i32.subtract(at, rest);
        if (strides[i] !== 0) place = i32.add(place, i32.multiply(along, i32.const(strides[i]!)));
        inner *= size;
      }
      return place;
    });
}
