import { type Shape, sizeOf } from "@adjoint/tensor";
import { eachPlace } from "../emitter/each-place.ts";
import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f64 from "../emitter/f64.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { collapseAxes } from "../loops/collapse-axes.ts";
import { fill } from "../movement/fill.ts";
import { type Indices, placeOf } from "./place-of.ts";

/** Rows of float32 that are added to rows: strides are in bytes. */
export interface ScatterAddRows {
  /** Their size is the number of rows of the result. */
  readonly indices: Indices;
  readonly count: number;
  /** From one index, and from one row of values, to the next. */
  readonly indexStep: number;
  readonly valueStep: number;
  /** The shape of a row, and how it lies among the values; rows of the result are contiguous. */
  readonly row: Shape;
  readonly from: Shape;
}

/** Bytes of working memory: where the group of each row begins, and the values in the order of their groups. */
export const scatterRowsWorkspace = ({ indices, count }: ScatterAddRows): number => 4 * (indices.size + 2 + count);

/** So many elements of a row are added up at a time, in registers. */
const BLOCK = 8;

/**
 * out[i] = the sum of values[k] over all k with indices[k] = i, in double precision and in the order of k, for the rows i of
 * a range.
 */
export function scatterAddRows(
  body: FunctionBody,
  scatter: ScatterAddRows,
  [first, end]: readonly [Value<"i32">, Value<"i32">],
  [index, values, out]: readonly [indices: Value<"i32">, values: Value<"i32">, out: Value<"i32">],
  workspace: Value<"i32">,
): void {
  const { row, from, indices } = scatter;
  const starts = body.let(workspace);
  const members = body.let(i32.add(starts, i32.const(4 * (indices.size + 2))));
  groupRows(body, scatter, index, values, starts, members);
  const axes = collapseAxes(row, [from, stridesOf(row)], false).map(({ size, strides }) => ({
    length: size,
    steps: strides,
  }));
  const last = axes.pop()!; // there is a last axis
  const rowBytes = 4 * sizeOf(row);
  const target = body.let(i32.add(out, i32.multiply(first, i32.const(rowBytes))));
  body.for(first, body.let(end), 1, (place) => {
    const entry = body.let(i32.add(starts, i32.shiftLeft(place, i32.const(2))));
    const group: Group = {
      from: body.let(i32.add(members, i32.shiftLeft(i32.load(entry), i32.const(2)))),
      end: body.let(i32.add(members, i32.shiftLeft(i32.load(entry, 4), i32.const(2)))),
    };
    eachPlace(body, axes, [i32.const(0), target], ([distance, to]) => addRow(body, group, last, distance!, to!));
    body.set(target, i32.add(target, i32.const(rowBytes)));
  });
}

/** Addresses of rows of values, one behind the other. */
interface Group {
  readonly from: Local<"i32">;
  readonly end: Local<"i32">;
}

const stridesOf = (shape: Shape): number[] => shape.map((_, i) => 4 * sizeOf(shape.slice(i + 1)));

/** Counting sort: the addresses of rows of values by the rows that they are added to; group i begins at starts[i]. */
function groupRows(
  body: FunctionBody,
  { indices, count, indexStep, valueStep }: ScatterAddRows,
  index: Value<"i32">,
  values: Value<"i32">,
  starts: Local<"i32">,
  members: Local<"i32">,
): void {
  fill(body, body.let(f32x4.const(0)), starts, 4 * (indices.size + 2));
  const loop = { length: count, steps: [indexStep, valueStep] };
  const entryOf = (at: Local<"i32">): Local<"i32"> =>
    body.let(i32.add(starts, i32.shiftLeft(placeOf(body, indices, at), i32.const(2))));
  const one = i32.const(1);
  // two entries later, so that sums over what is before are starts one entry later, and these become starts as they move
  eachPlace(body, [loop], [index], ([at]) => {
    const entry = entryOf(at!);
    body.do(i32.store(entry, i32.add(i32.load(entry, 8), one), 8));
  });
  const total = body.let(i32.const(0));
  const end = body.let(i32.add(starts, i32.const(4 * (indices.size + 2))));
  body.for(starts, end, 4, (entry) => {
    body.set(total, i32.add(total, i32.load(entry)));
    body.do(i32.store(entry, total));
  });
  eachPlace(body, [loop], [index, values], ([at, value]) => {
    const entry = entryOf(at!);
    const position = body.let(i32.load(entry, 4));
    body.do(i32.store(entry, i32.add(position, one), 4));
    body.do(i32.store(i32.add(members, i32.shiftLeft(position, i32.const(2))), value!));
  });
}

/** One row of the result, or a part of it: the sums over the group, `distance` bytes from where its rows begin. */
function addRow(
  body: FunctionBody,
  group: Group,
  { length, steps: [step] }: { readonly length: number; readonly steps: Shape },
  distance: Local<"i32">,
  to: Local<"i32">,
): void {
  const isDense = step === 4 || length === 1;
  const blocks = isDense ? Math.floor(length / BLOCK) : 0;
  const [at, place] = [body.let(distance), body.let(to)];
  const advance = (elements: number): void => {
    body.set(at, i32.add(at, i32.const(elements * step!)));
    body.set(place, i32.add(place, i32.const(elements * 4)));
  };
  body.for(i32.const(0), i32.const(blocks), 1, () => {
    addBlock(body, group, at, place);
    advance(BLOCK);
  });
  body.for(i32.const(blocks * BLOCK), i32.const(length), 1, () => {
    const sum = body.let(f64.const(0));
    eachMember(body, group, at, (address) => body.set(sum, f64.add(sum, f64.fromF32(f32.load(address)))));
    body.do(f32.store(place, f32.fromF64(sum)));
    advance(1);
  });
}

function addBlock(body: FunctionBody, group: Group, at: Local<"i32">, place: Local<"i32">): void {
  const halves = Array.from({ length: BLOCK / 4 }, () => [body.let(f64x2.const(0)), body.let(f64x2.const(0))] as const);
  eachMember(body, group, at, (address) => {
    for (const [i, [low, high]] of halves.entries()) {
      const lanes = body.let(v128.load(address, 16 * i));
      body.set(low, f64x2.add(low, f64x2.promoteF32x4(lanes)));
      body.set(high, f64x2.add(high, f64x2.promoteF32x4(v128.shuffle32(lanes, lanes, [2, 3, 2, 3]))));
    }
  });
  for (const [i, [low, high]] of halves.entries()) {
    const lanes = v128.shuffle32(f32x4.demoteF64x2(low), f32x4.demoteF64x2(high), [0, 1, 4, 5]);
    body.do(v128.store(place, lanes, 16 * i));
  }
}

function eachMember(
  body: FunctionBody,
  { from, end }: Group,
  distance: Local<"i32">,
  visit: (address: Local<"i32">) => void,
): void {
  body.for(from, end, 4, (member) => visit(body.let(i32.add(i32.load(member), distance))));
}
