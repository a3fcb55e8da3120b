import { sizeOf } from "@adjoint/tensor";
import { eachPlace } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local } from "../emitter/value.ts";
import type { AxisPhase } from "./axis-phases.ts";
import { type ConvolutionPlan, POSITION_BYTES } from "./convolution-plan.ts";

const FLOAT_BYTES = 4;

/** For every tap of the channels its distance from a position. */
export function writeTaps(
  body: FunctionBody,
  table: Local<"i32">,
  { channelsAtOnce, channelStep, steps }: ConvolutionPlan,
  phase: readonly AxisPhase[],
): void {
  const loops = [
    { length: channelsAtOnce, steps: [channelStep] },
    ...phase.map(({ taps, perTap }, i) => ({ length: taps.count, steps: [perTap * steps[i]!] })),
  ];
  const to = body.let(table);
  eachPlace(body, loops, [i32.const(0)], ([distance]) => {
    body.do(i32.store(to, distance!));
    body.set(to, i32.add(to, i32.const(4)));
  });
}

/** For every output of the images the distance of its first tap from the inputs, and its own in the result. */
export function writePositions(
  body: FunctionBody,
  positions: Local<"i32">,
  plan: ConvolutionPlan,
  phase: readonly AxisPhase[],
): void {
  const { imagesAtOnce, imageStep, isCopied, outputs, sizes, steps, windows } = plan;
  const strides = sizes.map((_, i) => FLOAT_BYTES * sizeOf(sizes.slice(i + 1)));
  const first = phase.reduce((at, axis, i) => at + (axis.first - (isCopied ? windows[i]!.first : 0)) * steps[i]!, 0);
  const firstOut = phase.reduce((at, axis, i) => at + axis.outputs.first * strides[i]!, 0);
  const loops = [
    { length: imagesAtOnce, steps: [imageStep, FLOAT_BYTES * outputs * sizeOf(sizes)] },
    ...phase.map((axis, i) => ({
      length: axis.outputs.count,
      steps: [axis.perOutput * steps[i]!, axis.outputs.step * strides[i]!],
    })),
  ];
  const to = body.let(positions);
  eachPlace(body, loops, [i32.const(first), i32.const(firstOut)], ([distance, target]) => {
    body.do(i32.store(to, distance!));
    body.do(i32.store(to, target!, 4));
    body.set(to, i32.add(to, i32.const(POSITION_BYTES)));
  });
}
