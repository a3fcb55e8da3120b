import { sizeOf } from "@adjoint/tensor";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local } from "../emitter/value.ts";
import { atMost } from "../emitter/at-most.ts";
import { BLOCK_COLUMNS } from "../matmul/multiply-block.ts";
import type { AxisPhase } from "./axis-phases.ts";
import { type ConvolutionOperands, type ConvolutionPlan, POSITION_BYTES, TAPS_AT_ONCE } from "./convolution-plan.ts";
import { copyImages } from "./copy-images.ts";
import { multiplyRows } from "./multiply-rows.ts";
import { type MultiplyTaps, multiplyNeighbours, multiplyTaps } from "./multiply-taps.ts";
import { packWeights } from "./pack-weights.ts";
import { writePositions, writeTaps } from "./write-tables.ts";

type I32 = "i32";
/** (x, weights, out, workspace, firstImage, endImage, firstOutput, endOutput) */
export type Convolution = FunctionReference<readonly [I32, I32, I32, I32, I32, I32, I32, I32], undefined>;

export const convolutionParameters = ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;

const FLOAT_BYTES = 4;
const ROW_BYTES = FLOAT_BYTES * BLOCK_COLUMNS;

/** One phase of one group, with the parameters of the whole. */
export function convolvePhase(
  module: ModuleBuilder,
  { x: operand, weights: factor }: ConvolutionOperands,
  plan: ConvolutionPlan,
  phase: readonly AxisPhase[],
  relaxed: boolean,
): Convolution {
  const { channels, channelsAtOnce, imagesAtOnce, places, sizes } = plan;
  const taps = phase.map((axis) => axis.taps.count);
  const tapCount = sizeOf(taps);
  const step = phase.at(-1)!.perOutput * plan.steps.at(-1)!; // there is an axis
  const multiply = {
    taps: module.once(relaxed ? multiplyRelaxed : multiplyPlain),
    neighbours: multiplyNeighbours(module, relaxed, step),
    step,
  };
  const positionCount = sizeOf(phase.map(({ outputs }) => outputs.count));
  const outputStride = FLOAT_BYTES * sizeOf(sizes);
  const imageBytes = outputStride * plan.outputs;
  const [imageStep, channelStep] = operand.strides.slice(1, 3).map((stride) => stride * FLOAT_BYTES) as [
    number,
    number,
  ];
  const [outputStep, weightsStep] = factor.strides.slice(1, 3).map((stride) => stride * FLOAT_BYTES) as [
    number,
    number,
  ];
  const tapStrides = factor.strides.slice(3).map((stride) => stride * FLOAT_BYTES);
  const tapSteps = phase.map((axis, i) => axis.taps.step * tapStrides[i]!);
  const firstTap = phase.reduce((at, axis, i) => at + axis.taps.first * tapStrides[i]!, 0);
  return module.function(
    convolutionParameters,
    undefined,
    (body, x, weights, out, workspace, firstImage, endImage, firstOutput, endOutput) => {
      const [table, positions, packed, copy] = [places.table, places.positions, places.weights, places.copy].map(
        (place) => body.let(i32.add(workspace, i32.const(place))),
      ) as [Local<"i32">, Local<"i32">, Local<"i32">, Local<"i32">]; // four in, four out
      writeTaps(body, table, plan, phase);
      writePositions(body, positions, plan, phase);
      const outputs = body.let(i32.subtract(endOutput, firstOutput));
      body.set(
        weights,
        i32.add(weights, i32.add(i32.const(firstTap), i32.multiply(firstOutput, i32.const(outputStep)))),
      );
      body.set(out, i32.add(out, i32.multiply(firstOutput, i32.const(outputStride))));
      body.for(i32.const(0), i32.const(channels), channelsAtOnce, (channel) => {
        const some = body.let(atMost(i32.subtract(i32.const(channels), channel), channelsAtOnce));
        const depth = body.let(i32.multiply(some, i32.const(tapCount)));
        const from = body.let(i32.add(weights, i32.multiply(channel, i32.const(weightsStep))));
        packWeights(
          body,
          { from, outputs, channels: some, depth, packed },
          { outputStep, weightsStep, taps, tapSteps },
        );
        const tableEnd = body.let(i32.add(table, i32.shiftLeft(depth, i32.const(2))));
        body.for(firstImage, endImage, imagesAtOnce, (image) => {
          const images = body.let(atMost(i32.subtract(endImage, image), imagesAtOnce));
          const start = i32.add(
            i32.multiply(image, i32.const(imageStep)),
            i32.multiply(channel, i32.const(channelStep)),
          );
          const inputs = body.let(i32.add(x, start));
          if (plan.isCopied) {
            copyImages(body, plan, operand.strides, { inputs, images, channels: some, copy });
            body.set(inputs, copy);
          }
          const positionsEnd = body.let(
            i32.add(positions, i32.multiply(images, i32.const(positionCount * POSITION_BYTES))),
          );
          const target = body.let(i32.add(out, i32.multiply(image, i32.const(imageBytes))));
          body.for(table, tableEnd, 4 * TAPS_AT_ONCE, (part) => {
            const partEnd = body.let(i32.add(part, i32.const(4 * TAPS_AT_ONCE)));
            body.set(partEnd, i32.select(i32.lessUnsigned(partEnd, tableEnd), partEnd, tableEnd));
            const skipped = i32.multiply(i32.subtract(part, table), i32.const(ROW_BYTES / 4));
            multiplyRows(body, multiply, {
              table: part,
              tableEnd: partEnd,
              inputs,
              positions,
              positionsEnd,
              weights: body.let(i32.add(packed, skipped)),
              panelBytes: body.let(i32.multiply(depth, i32.const(ROW_BYTES))),
              outputs,
              out: target,
              outputStride,
              accumulate: body.let(i32.or(channel, i32.subtract(part, table))),
              scratch: workspace,
            });
          });
        });
      });
    },
  );
}

const multiplyPlain = (module: ModuleBuilder): MultiplyTaps => multiplyTaps(module, false);
const multiplyRelaxed = (module: ModuleBuilder): MultiplyTaps => multiplyTaps(module, true);
