import { sizeOf } from "@adjoint/tensor";
import { eachPlace, type Loop } from "../emitter/each-place.ts";
import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { type ConvolutionOperands, type ConvolutionPlan, planConvolution } from "./convolution-plan.ts";
import { type Convolution, convolutionParameters, convolvePhase } from "./convolve-phase.ts";

export interface ConvolutionOptions {
  /** As of `matmul`. */
  readonly relaxed?: boolean;
}

const FLOAT_BYTES = 4;

/** Bytes of working memory that the function needs. */
export const convolutionWorkspace = (operands: ConvolutionOperands): number => planConvolution(operands).workspace;

/**
 * A function (x, weights, out, workspace, firstImage, endImage, firstOutput, endOutput): the float32 convolution of the
 * tensor package, y[g,n,o,s] = sum over c, k and i of x[g,n,c,i] w[g,o,c,k], for a range of images n and of outputs o.
 *
 * x and weights have any strides, out is contiguous and overlaps neither. `workspace` is aligned to 16. What the function
 * writes does not depend on how images and outputs are split among calls.
 *
 * Four places by eight outputs stay in registers while the taps go by: weights are packed in panels, inputs are read
 * where they lie, by a table of the distances of the taps, and copied beforehand only where there are zeros around them.
 * The sum over the taps runs in parts of at most 256, each from first to last.
 * @see Dukhan 2019, The indirect convolution algorithm, section 3, for inputs that are reached through a table.
 */
export function convolution(
  module: ModuleBuilder,
  operands: ConvolutionOperands,
  { relaxed = false }: ConvolutionOptions = {},
): Convolution {
  const plan = planConvolution(operands);
  const phases = plan.phases
    .filter((phase) => phase.every(({ taps }) => taps.count > 0) && plan.channels > 0)
    .map((phase) => convolvePhase(module, operands, plan, phase, relaxed));
  const isWhole = phases.length === plan.phases.length;
  const imageBytes = FLOAT_BYTES * plan.outputs * sizeOf(plan.sizes);
  const groupLoop: Loop = {
    length: plan.groups,
    steps: [operands.x.strides[0]! * FLOAT_BYTES, operands.weights.strides[0]! * FLOAT_BYTES, plan.batch * imageBytes],
  };
  return module.function(
    convolutionParameters,
    undefined,
    (body, x, weights, out, workspace, firstImage, endImage, firstOutput, endOutput) => {
      if (plan.isCopied)
        clear(body, i32.add(workspace, i32.const(plan.places.copy)), plan.workspace - plan.places.copy);
      eachPlace(body, [groupLoop], [x, weights, out], ([groupX, groupWeights, groupOut]) => {
        if (!isWhole) clearOutputs(body, plan, groupOut!, [firstImage, endImage, firstOutput, endOutput]);
        for (const phase of phases)
          body.call(phase, groupX!, groupWeights!, groupOut!, workspace, firstImage, endImage, firstOutput, endOutput);
      });
    },
  );
}

function clear(body: FunctionBody, from: Value<"i32">, bytes: number): void {
  const start = body.let(from);
  const end = body.let(i32.add(start, i32.const(bytes)));
  body.for(start, end, 16, (at) => body.do(v128.store(at, f32x4.const(0))));
}

/** Zeros for the outputs of some images, where not all of them have taps. */
function clearOutputs(
  body: FunctionBody,
  { outputs, sizes }: ConvolutionPlan,
  out: Local<"i32">,
  [firstImage, endImage, firstOutput, endOutput]: readonly Local<"i32">[],
): void {
  const stride = i32.const(FLOAT_BYTES * sizeOf(sizes));
  body.for(firstImage!, endImage!, 1, (image) => {
    const row = (output: Local<"i32">): Value<"i32"> =>
      i32.add(out, i32.multiply(i32.add(i32.multiply(image, i32.const(outputs)), output), stride));
    const end = body.let(row(endOutput!));
    body.for(row(firstOutput!), end, FLOAT_BYTES, (at) => body.do(f32.store(at, f32.const(0))));
  });
}
