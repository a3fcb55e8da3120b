import { type Shape, sizeOf } from "@adjoint/tensor";
import { eachPlace } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local } from "../emitter/value.ts";
import { BLOCK_COLUMNS } from "../matmul/multiply-block.ts";
import { packPanels } from "../matmul/pack-panels.ts";
import { collapseAxes } from "../loops/collapse-axes.ts";
import { atMost } from "../emitter/at-most.ts";

const ROW_BYTES = 4 * BLOCK_COLUMNS;

interface Packing {
  readonly from: Local<"i32">;
  readonly outputs: Local<"i32">;
  readonly channels: Local<"i32">;
  readonly depth: Local<"i32">;
  readonly packed: Local<"i32">;
}

interface WeightsLayout {
  readonly outputStep: number;
  readonly weightsStep: number;
  readonly taps: Shape;
  readonly tapSteps: Shape;
}

/** Weights in panels of eight outputs, in the order of the table. */
export function packWeights(
  body: FunctionBody,
  { from, outputs, channels, depth, packed }: Packing,
  { outputStep, weightsStep, taps, tapSteps }: WeightsLayout,
): void {
  const pack = body.module.once(packEight);
  const axes = collapseAxes(taps, [tapSteps], false);
  const last = axes.at(-1)!; // there always is one
  const isPoint = sizeOf(taps) === 1;
  // channels whose taps follow each other are one run
  const isOneRun = isPoint || (axes.length === 1 && weightsStep === last.size * last.strides[0]!);
  const along = isPoint ? weightsStep : last.strides[0]!;
  const inner = axes.slice(0, -1).map(({ size, strides }) => ({ length: size, steps: strides }));
  const outer = isOneRun ? [] : [{ length: channels, steps: [weightsStep] }, ...inner];
  const runLength = isOneRun ? depth : i32.const(last.size);
  const to = body.let(packed);
  const panel = body.let(from);
  body.for(i32.const(0), outputs, BLOCK_COLUMNS, (output) => {
    const width = body.let(atMost(i32.subtract(outputs, output), BLOCK_COLUMNS));
    eachPlace(body, outer, [panel], ([start]) => {
      body.call(pack, start!, i32.const(outputStep), i32.const(along), width, runLength, to);
      body.set(to, i32.add(to, i32.multiply(runLength, i32.const(ROW_BYTES))));
    });
    body.set(panel, i32.add(panel, i32.const(outputStep * BLOCK_COLUMNS)));
  });
}

const packEight = (module: ModuleBuilder): ReturnType<typeof packPanels> => packPanels(module, BLOCK_COLUMNS);
