import type { Shape } from "@adjoint/tensor";
import { eachPlace, type Loop } from "../emitter/each-place.ts";
import * as f32 from "../emitter/f32.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local } from "../emitter/value.ts";
import type { ConvolutionPlan } from "./convolution-plan.ts";

const FLOAT_BYTES = 4;

interface Copying {
  readonly inputs: Local<"i32">;
  readonly images: Local<"i32">;
  readonly channels: Local<"i32">;
  readonly copy: Local<"i32">;
}

/** The inputs that there are, between the zeros. */
export function copyImages(
  body: FunctionBody,
  { windows, imageStep, channelStep, steps }: ConvolutionPlan,
  strides: Shape,
  { inputs, images, channels, copy }: Copying,
): void {
  const bytes = strides.map((stride) => stride * FLOAT_BYTES);
  const counts = windows.map(({ from, end }) => end - from);
  const start = windows.reduce((at, { from }, i) => at + from * bytes[3 + i]!, 0);
  const target = windows.reduce((at, { from, first }, i) => at + (from - first) * steps[i]!, 0);
  const loops: Loop[] = [
    { length: images, steps: [bytes[1]!, imageStep] },
    { length: channels, steps: [bytes[2]!, channelStep] },
    ...counts.slice(0, -1).map((length, i) => ({ length, steps: [bytes[3 + i]!, steps[i]!] })),
  ];
  const [length, step] = [counts.at(-1)!, bytes.at(-1)!]; // there is an axis at least
  eachPlace(body, loops, [i32.add(inputs, i32.const(start)), i32.add(copy, i32.const(target))], ([from, to]) =>
    copyRow(body, from!, to!, length, step),
  );
}

/** Elements `step` bytes apart, behind each other. */
function copyRow(body: FunctionBody, from: Local<"i32">, to: Local<"i32">, length: number, step: number): void {
  const whole = step === FLOAT_BYTES ? length - (length % 4) : 0;
  const at = body.let(from);
  const wholeEnd = body.let(i32.add(to, i32.const(whole * FLOAT_BYTES)));
  const end = body.let(i32.add(to, i32.const(length * FLOAT_BYTES)));
  const place = body.let(to);
  body.while(i32.lessUnsigned(place, wholeEnd), () => {
    body.do(v128.store(place, v128.load(at)));
    body.set(at, i32.add(at, i32.const(16)));
    body.set(place, i32.add(place, i32.const(16)));
  });
  body.while(i32.lessUnsigned(place, end), () => {
    body.do(f32.store(place, f32.load(at)));
    body.set(at, i32.add(at, i32.const(step)));
    body.set(place, i32.add(place, i32.const(FLOAT_BYTES)));
  });
}
