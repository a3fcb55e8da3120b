import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import type { Shape } from "@adjoint/tensor";
import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f64 from "../emitter/f64.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import type { Emit } from "./emit.ts";
import { type Axis, mergedAxes } from "./merged-axes.ts";
import type { ProgramMemory } from "./program-memory.ts";

const LANES = 4;
const FLOAT_BYTES = 4;

/** A fold over vectors of four numbers, kept in some vectors until it is finished. */
interface Fold {
  readonly initial: readonly Value<"v128">[];
  /** The state with four more numbers. */
  take(state: readonly Local<"v128">[], lanes: Local<"v128">): Value<"v128">[];
  /** Four results, each of its own lane. */
  lanes(state: readonly Local<"v128">[]): Value<"v128">;
  /** One result of all lanes, and of numbers that were left over. */
  total(body: FunctionBody, state: readonly Local<"v128">[], rest: readonly Value<"f32">[]): Value<"f32">;
}

const highHalf = (x: Value<"v128">): Value<"v128"> => v128.shuffle32(x, x, [2, 3, 2, 3]);

/** In double precision, as the reference kernel sums. */
const sumFold: Fold = {
  initial: [f32x4.const(0), f32x4.const(0)],
  take: ([low, high], lanes) => [
    f64x2.add(low!, f64x2.promoteF32x4(lanes)),
    f64x2.add(high!, f64x2.promoteF32x4(highHalf(lanes))),
  ],
  lanes: ([low, high]) => v128.shuffle32(f32x4.demoteF64x2(low!), f32x4.demoteF64x2(high!), [0, 1, 4, 5]),
  total: (body, [low, high], rest) => {
    const pair = body.let(f64x2.add(low!, high!));
    const sum = f64.add(f64x2.extractLane(pair, 0), f64x2.extractLane(pair, 1));
    return f32.fromF64(rest.reduce((total, x) => f64.add(total, f64.fromF32(x)), sum));
  },
};

/** `best` gives NaN where either is. */
const extremeFold = (
  worst: number,
  best: (x: Value<"v128">, y: Value<"v128">) => Value<"v128">,
  bestOfTwo: (x: Value<"f32">, y: Value<"f32">) => Value<"f32">,
): Fold => ({
  initial: [f32x4.const(worst)],
  take: ([sofar], lanes) => [best(sofar!, lanes)],
  lanes: ([sofar]) => sofar!,
  total: (_, [sofar], rest) => {
    const lanes = [0, 1, 2, 3].map((lane) => f32x4.extractLane(sofar!, lane));
    return [...lanes, ...rest].reduce((x, y) => bestOfTwo(x, y));
  },
});

/** By the name of the primitive. */
const folds: Readonly<Record<string, Fold>> = {
  sum: sumFold,
  max: extremeFold(-Infinity, f32x4.max, f32.max),
  min: extremeFold(Infinity, f32x4.min, f32.min),
};

/** A reduction of rows, or of the columns of contiguous rows; undefined for others, and for other types. */
export function lowerReduction(
  graph: Graph,
  { primitive, inputs, attributes, outputs }: GraphNode,
  { layouts }: ProgramPlan,
  memory: ProgramMemory,
): Emit | undefined {
  const fold = folds[primitive.name];
  const [x, out] = [inputs[0]!, outputs[0]!];
  const { shape, dtype } = graph.values[x]!;
  if (!fold || dtype !== "float32" || shape.includes(0)) return undefined;
  const { axes } = attributes as { readonly axes: Shape }; // the reductions'
  const { strides, offset } = layouts[x]!;
  const part = (isReduced: boolean): Axis[] => {
    const only = (from: Shape): number[] => from.filter((_, axis) => axes.includes(axis) === isReduced);
    return mergedAxes(only(shape), [only(strides)]);
  };
  const [kept, reduced] = [part(false), part(true)];
  if (kept.length > 1 || reduced.length > 1) return undefined;
  const still: Axis = { length: 1, steps: [0] };
  const [outer, inner] = [kept[0] ?? still, reduced[0] ?? still];
  const start = memory.addressOf(x) + offset * FLOAT_BYTES;
  const target = memory.addressOf(out);
  if (inner.steps[0] === 1) return (body) => reduceRows(body, fold, start, target, outer, inner.length);
  if (outer.steps[0] === 1) return (body) => reduceColumns(body, fold, start, target, outer.length, inner);
  return undefined;
}

function reduceRows(body: FunctionBody, fold: Fold, start: number, target: number, rows: Axis, width: number): void {
  const whole = Math.floor(width / LANES) * LANES;
  body.for(i32.const(0), i32.const(rows.length), 1, (row) => {
    const from = body.let(i32.add(i32.const(start), i32.multiply(row, i32.const(rows.steps[0]! * FLOAT_BYTES))));
    const state = fold.initial.map((value) => body.let(value));
    if (whole > 0)
      body.for(from, i32.add(from, i32.const(whole * FLOAT_BYTES)), LANES * FLOAT_BYTES, (at) =>
        takeInto(body, fold, state, v128.load(at)),
      );
    const rest = Array.from({ length: width - whole }, (_, i) => f32.load(from, (whole + i) * FLOAT_BYTES));
    const address = i32.add(i32.const(target), i32.multiply(row, i32.const(FLOAT_BYTES)));
    body.do(f32.store(address, fold.total(body, state, rest)));
  });
}

function reduceColumns(
  body: FunctionBody,
  fold: Fold,
  start: number,
  target: number,
  columns: number,
  rows: Axis,
): void {
  const step = rows.steps[0]! * FLOAT_BYTES;
  const group = (column: Value<"i32">, store: (lanes: Value<"v128">) => void): void => {
    const state = fold.initial.map((value) => body.let(value));
    const at = body.let(i32.add(i32.const(start), column));
    body.for(i32.const(0), i32.const(rows.length), 1, () => {
      takeInto(body, fold, state, v128.load(at));
      body.set(at, i32.add(at, i32.const(step)));
    });
    store(fold.lanes(state));
  };
  const whole = Math.floor(columns / LANES) * LANES * FLOAT_BYTES;
  if (whole > 0)
    body.for(i32.const(0), i32.const(whole), LANES * FLOAT_BYTES, (column) =>
      group(column, (lanes) => body.do(v128.store(i32.add(i32.const(target), column), lanes))),
    );
  const left = columns % LANES;
  // lanes past the last column hold whatever is there, and are not stored
  if (left > 0)
    group(i32.const(whole), (lanes) => {
      const known = body.let(lanes);
      for (let lane = 0; lane < left; lane++)
        body.do(v128.store32Lane(i32.const(target + whole), known, lane, FLOAT_BYTES * lane));
    });
}

function takeInto(body: FunctionBody, fold: Fold, state: readonly Local<"v128">[], lanes: Value<"v128">): void {
  const next = fold.take(state, body.let(lanes)).map((value) => body.let(value));
  state.forEach((local, i) => {
    body.set(local, next[i]!);
  });
}
