import * as f32x4 from "../emitter/f32x4.ts";
import * as f64 from "../emitter/f64.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";

/** The element types that loops read and write; they compute in float32. */
export type ElementType = "float32" | "int32" | "uint8" | "bool";

/** Also what sums are kept in. */
export type MemoryType = ElementType | "float64";

export function bytesOf(type: MemoryType): number {
  if (type === "float64") return 8;
  return type === "float32" || type === "int32" ? 4 : 1;
}

/** An array along a row: where the row begins, and the distance of neighbours in elements. */
export interface RowArray {
  readonly pointer: Local<"i32">;
  readonly type: MemoryType;
  readonly stride: number;
}

/** Where in the row: `at` is four times the element's number, `skip` more elements follow. */
export interface Position {
  readonly at: Local<"i32">;
  readonly skip: number;
  /** How many elements there are from here: whole vectors or one. */
  readonly lanes: 4 | 1;
}

/** The elements of an array at a position, as float32; lanes beyond the first are anything where there is one. */
export function readLanes(array: RowArray, position: Position): Value<"v128"> {
  const raw = readRaw(array, position);
  return array.type === "float32" ? raw : f32x4.fromI32x4(raw);
}

/** The number that a whole row shares, in all lanes. */
export function readShared({ pointer, type }: RowArray): Value<"v128"> {
  if (bytesOf(type) === 1) return f32x4.fromI32x4(i32x4.splat(i32.load8Unsigned(pointer)));
  const raw = v128.load32Splat(pointer);
  return type === "int32" ? f32x4.fromI32x4(raw) : raw;
}

/** Words as they are, bytes as integers. */
function readRaw({ pointer, type, stride }: RowArray, { at, skip, lanes }: Position): Value<"v128"> {
  const bytes = bytesOf(type);
  const along = bytesAlong(bytes, at);
  if (stride === 1 && (bytes === 4 || lanes === 4)) {
    const address = i32.add(pointer, along);
    if (bytes === 4 && lanes === 4) return v128.load(address, 4 * skip);
    const word = v128.load32Zero(address, bytes * skip);
    return bytes === 4 ? word : i32x4.extendFirstBytes(word);
  }
  const place = (lane: number): Value<"i32"> =>
    i32.add(pointer, i32.add(i32.multiply(along, i32.const(stride)), i32.const(bytes * stride * (skip + lane))));
  let vector = bytes === 4 ? v128.load32Zero(place(0)) : i32x4.splat(i32.load8Unsigned(place(0)));
  for (let lane = 1; lane < lanes; lane++)
    vector =
      bytes === 4
        ? v128.load32Lane(place(lane), vector, lane)
        : i32x4.replaceLane(vector, lane, i32.load8Unsigned(place(lane)));
  return vector;
}

/** How far a place is from the beginning of a row of contiguous elements, in bytes. */
const bytesAlong = (bytes: number, at: Local<"i32">): Value<"i32"> =>
  bytes === 4 ? at : i32.shiftRightUnsigned(at, i32.const(2));

/**
 * Writes lanes to contiguous elements: float32 as they are, int32 and uint8 towards zero and within their range, bool 1
 * where the lane is a mask's or another number than 0.
 */
export function writeLanes(
  body: FunctionBody,
  { pointer, type }: RowArray,
  { at, skip, lanes }: Position,
  value: Value<"v128">,
): void {
  const address = i32.add(pointer, bytesAlong(bytesOf(type), at));
  if (bytesOf(type) === 4) {
    const raw = type === "int32" ? i32x4.truncateF32x4(value) : value;
    body.do(lanes === 4 ? v128.store(address, raw, 4 * skip) : v128.store32Lane(address, raw, 0, 4 * skip));
    return;
  }
  const bytes = i32x4.narrowToBytes(type === "bool" ? oneWhereSet(value) : i32x4.truncateF32x4(value));
  body.do(lanes === 4 ? v128.store32Lane(address, bytes, 0, skip) : v128.store8Lane(address, bytes, 0, skip));
}

/** Adds lanes to sums in double precision. */
export function addToSums(
  body: FunctionBody,
  { pointer, stride }: RowArray,
  { at, skip, lanes }: Position,
  value: Value<"v128">,
): void {
  const place = stride === 0 ? pointer : body.let(i32.add(pointer, i32.shiftLeft(at, i32.const(1))));
  if (lanes === 1) {
    const sum = f64.add(f64.load(place, 8 * skip), f64.fromF32(f32x4.extractLane(value, 0)));
    body.do(f64.store(place, sum, 8 * skip));
    return;
  }
  const all = body.let(value);
  [all, v128.shuffle32(all, all, [2, 3, 2, 3])].forEach((half, i) => {
    const sums = f64x2.add(v128.load(place, 8 * skip + 16 * i), f64x2.promoteF32x4(half));
    body.do(v128.store(place, sums, 8 * skip + 16 * i));
  });
}

/** Lanes of a mask have all bits set, which is a NaN; both differ from 0. */
const oneWhereSet = (value: Value<"v128">): Value<"v128"> =>
  v128.and(f32x4.notEqual(value, f32x4.const(0)), i32x4.const(1));
