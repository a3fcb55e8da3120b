import type { Shape } from "@adjoint/tensor";
import { eachPlace } from "../emitter/each-place.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Statement, Value } from "../emitter/value.ts";
import { collapseAxes } from "../loops/collapse-axes.ts";

/** Elements of some bytes, and how many bytes apart they lie in both arrays. */
export interface Strides {
  readonly shape: Shape;
  readonly bytes: 1 | 4 | 8;
  readonly from: Shape;
  readonly to: Shape;
}

/** Copies elements as they are, whatever they mean, between arrays of any strides: whole vectors where they can. */
export function copyStrided(
  body: FunctionBody,
  { shape, bytes, from, to }: Strides,
  source: Value<"i32">,
  target: Value<"i32">,
): void {
  if (shape.includes(0)) return;
  const axes = collapseAxes(shape, [from, to], false).map(({ size, strides }) => ({ length: size, steps: strides }));
  const row = axes.pop()!; // there is a last axis
  eachPlace(body, axes, [source, target], ([start, place]) => copyRow(body, bytes, row, start!, place!));
}

function copyRow(
  body: FunctionBody,
  bytes: 1 | 4 | 8,
  { length, steps }: { readonly length: number; readonly steps: Shape },
  start: Local<"i32">,
  place: Local<"i32">,
): void {
  const [fromStep, toStep] = length === 1 ? [bytes, bytes] : (steps as [number, number]); // one element has no neighbour
  const perVector = 16 / bytes;
  const whole = fromStep === bytes && toStep === bytes ? length - (length % perVector) : 0;
  const [from, to] = [body.let(start), body.let(place)];
  const copy = (count: number, statement: Statement, steps: readonly [number, number]): void => {
    if (count === 0) return;
    const write = (): void => {
      body.do(statement);
      body.set(from, i32.add(from, i32.const(steps[0])));
      body.set(to, i32.add(to, i32.const(steps[1])));
    };
    if (count <= FEW) for (let i = 0; i < count; i++) write();
    else body.for(i32.const(0), i32.const(count), 1, write);
  };
  copy(whole / perVector, v128.store(to, v128.load(from)), [16, 16]);
  copy(length - whole, moved(bytes, from, to), [fromStep, toStep]);
}

/** So many copies need no loop. */
const FEW = 3;

/** Copies one element; to a place that many bytes beyond. */
export function moved(bytes: 1 | 4 | 8, from: Value<"i32">, to: Value<"i32">, beyond = 0): Statement {
  if (bytes === 1) return i32.store8(to, i32.load8Unsigned(from), beyond);
  return bytes === 4 ? i32.store(to, i32.load(from), beyond) : f64.store(to, f64.load(from), beyond);
}
