import type { Shape } from "@adjoint/tensor";
import { eachPlace, type Loop } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local } from "../emitter/value.ts";
import { copyStrided } from "../movement/copy-strided.ts";
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
    copyStrided(body, { shape: [length], bytes: FLOAT_BYTES, from: [step], to: [FLOAT_BYTES] }, from!, to!),
  );
}
