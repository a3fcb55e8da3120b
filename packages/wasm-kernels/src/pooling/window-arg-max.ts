import { contiguousStrides, type Shape, sizeOf, type WindowAxis } from "@adjoint/tensor";
import { eachPlace, eachPlaceBetween, type Loop } from "../emitter/each-place.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { argMaxAtEdges } from "./arg-max-at-edges.ts";

/** Windows over the last axes of an array of float32; strides are in bytes. */
export interface WindowArgMax {
  /** Over the axes before them, outermost first: steps of x and of the result. */
  readonly lead: readonly Loop[];
  readonly axes: readonly WindowAxis[];
  /** The sizes of the last axes, and how far their elements lie apart. */
  readonly spatial: Shape;
  readonly strides: Shape;
}

/** Windows of more elements are gone through in a loop. */
const MOST_UNROLLED = 32;
const LANES = 4;

/**
 * Where, counted row by row, the first maximum of each window is; the first NaN where there is one. For a part of the
 * outermost loop. The result is contiguous int32.
 */
export function windowArgMax(
  body: FunctionBody,
  windows: WindowArgMax,
  range: readonly [Value<"i32">, Value<"i32">],
  pointers: readonly [x: Value<"i32">, out: Value<"i32">],
): void {
  const { axes, spatial, lead } = windows;
  const isInside = axes.every(
    ({ size, window, stride, before }, i) => before === 0 && (size - 1) * stride + window <= spatial[i]!,
  );
  const goesInVectors =
    isInside && axes.at(-1)!.size >= LANES && sizeOf(axes.map(({ window }) => window)) <= MOST_UNROLLED;
  eachPlaceBetween(body, lead, range, pointers, ([x, out]) => {
    if (goesInVectors) argMaxInVectors(body, windows, x!, out!);
    else argMaxAtEdges(body, windows, x!, out!);
  });
}

/** Four neighbours of the last axis at a time, whose windows are all inside. */
function argMaxInVectors(
  body: FunctionBody,
  { axes, spatial, strides }: WindowArgMax,
  x: Local<"i32">,
  out: Local<"i32">,
): void {
  const places = contiguousStrides(spatial);
  const stepsOf = (i: number): number[] => [axes[i]!.stride * strides[i]!, axes[i]!.stride * places[i]!];
  const outer = axes.slice(0, -1).map(({ size }, i): Loop => ({ length: size, steps: stepsOf(i) }));
  const { size, stride } = axes.at(-1)!; // there is one
  const [step, placeStep] = stepsOf(axes.length - 1) as [number, number]; // as above
  const taps = tapsOf(axes, strides, places);
  const lanes = [0, 1, 2, 3].reduce<Value<"v128">>(
    (vector, lane) => i32x4.replaceLane(vector, lane, i32.const(lane * stride)),
    i32x4.const(0),
  );
  const to = body.let(out);
  eachPlace(body, outer, [x, i32.const(0)], ([row, place]) => {
    const found = (from: Local<"i32">, at: Local<"i32">): Value<"v128"> =>
      i32x4.add(i32x4.add(i32x4.splat(at), lanes), bestOf(body, taps, from, step));
    const whole = size - (size % LANES);
    const [from, at] = [body.let(row!), body.let(place!)];
    body.for(i32.const(0), i32.const(whole), LANES, () => {
      body.do(v128.store(to, found(from, at)));
      body.set(from, i32.add(from, i32.const(LANES * step)));
      body.set(at, i32.add(at, i32.const(LANES * placeStep)));
      body.set(to, i32.add(to, i32.const(4 * LANES)));
    });
    if (whole === size) return;
    // the last four again, some of which are there already
    const left = size - whole - LANES;
    body.set(from, i32.add(from, i32.const(left * step)));
    body.set(at, i32.add(at, i32.const(left * placeStep)));
    body.do(v128.store(i32.add(to, i32.const(4 * left)), found(from, at)));
    body.set(to, i32.add(to, i32.const(4 * (size - whole))));
  });
}

interface Tap {
  readonly distance: number;
  readonly place: number;
}

const tapsOf = (axes: readonly WindowAxis[], strides: Shape, places: Shape): Tap[] =>
  axes.reduce<Tap[]>(
    (taps, { window }, i) =>
      taps.flatMap(({ distance, place }) =>
        Array.from({ length: window }, (_, k) => ({
          distance: distance + k * strides[i]!,
          place: place + k * places[i]!,
        })),
      ),
    [{ distance: 0, place: 0 }],
  );

/** For each of four windows the place, from its first, of its best element. */
function bestOf(body: FunctionBody, taps: readonly Tap[], from: Local<"i32">, step: number): Local<"v128"> {
  const largest = body.let(lanesAt(from, 0, step));
  const best = body.let(i32x4.const(0));
  for (const { distance, place } of taps.slice(1)) {
    const candidate = body.let(lanesAt(from, distance, step));
    // not "greater": a NaN is taken as well, and nothing after it
    const isTaken = body.let(v128.andNot(f32x4.equal(largest, largest), f32x4.lessEqual(candidate, largest)));
    body.set(best, v128.select(isTaken, i32x4.const(place), best));
    body.set(largest, v128.select(isTaken, candidate, largest));
  }
  return best;
}

/** The elements `step` bytes apart from `distance` on. */
function lanesAt(from: Local<"i32">, distance: number, step: number): Value<"v128"> {
  const address = i32.add(from, i32.const(distance));
  if (step === 4) return v128.load(address);
  if (step === 8) return v128.shuffle32(v128.load(address), v128.load(address, 16), [0, 2, 4, 6]);
  return [1, 2, 3].reduce<Value<"v128">>(
    (vector, lane) => v128.load32Lane(i32.add(from, i32.const(distance + lane * step)), vector, lane),
    v128.load32Zero(address),
  );
}
