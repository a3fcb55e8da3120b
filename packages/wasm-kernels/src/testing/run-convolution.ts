import { sizeOf } from "@adjoint/tensor";
import { convolution } from "../convolution/convolution.ts";
import { type ConvolutionOperands, planConvolution } from "../convolution/convolution-plan.ts";
import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { webAssembly } from "../emitter/web-assembly.ts";

/** What every element of the result holds before, and what stands behind it. */
const UNTOUCHED = 77;

/** A range of images and one of outputs. */
export type Part = readonly [firstImage: number, endImage: number, firstOutput: number, endOutput: number];

/** Runs a convolution on buffers, of which the operands begin `offsets` elements after the first, part by part. */
export function runConvolution(
  operands: ConvolutionOperands,
  [x, weights]: readonly [Float32Array, Float32Array],
  offsets: readonly [number, number],
  parts?: readonly Part[],
): Float32Array {
  const module = new ModuleBuilder();
  module.export("convolve", convolution(module, operands));
  const { groups, batch, outputs, sizes, workspace } = planConvolution(operands);
  const size = groups * batch * outputs * sizeOf(sizes);
  const startX = workspace + 4; // not aligned to vectors
  const startWeights = startX + x.byteLength + 4;
  const startOut = startWeights + weights.byteLength + 4;
  const memory = new (webAssembly().Memory)({ initial: Math.ceil((startOut + 4 * size + 64) / 65536) });
  new Float32Array(memory.buffer).fill(NaN);
  new Float32Array(memory.buffer, startX).set(x);
  new Float32Array(memory.buffer, startWeights).set(weights);
  const out = new Float32Array(memory.buffer, startOut, size + 4).fill(UNTOUCHED);
  const run = instantiate(module.build(), memory).convolve!;
  for (const part of parts ?? [[0, batch, 0, outputs]])
    run(startX + 4 * offsets[0], startWeights + 4 * offsets[1], startOut, 0, ...part);
  if (out.subarray(size).some((value) => value !== UNTOUCHED))
    throw new RangeError("runConvolution: the result was written past its end");
  return out.slice(0, size);
}
