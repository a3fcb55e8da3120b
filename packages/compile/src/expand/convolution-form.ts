import type { Shape } from "@adjoint/tensor";
import type { ConvolutionAxis } from "@adjoint/tensor/primitives/convolution";

/**
 * One axis of a convolution as engines know it: output s reads the element at s stride + k dilation of an input with
 * `between` zeros between its elements, `before` in front and `after` behind. Negative padding cuts elements off.
 */
export interface WindowForm {
  readonly stride: number;
  readonly dilation: number;
  readonly between: number;
  readonly before: number;
  readonly after: number;
}

/** A general convolution as engines know it, once axes that run against each other are turned around. */
export interface ConvolutionForm {
  /** The axes of x and of the weights to reverse. */
  readonly turnedX: Shape;
  readonly turnedWeights: Shape;
  readonly axes: readonly WindowForm[];
}

/** x [groups, batch, channels, ...s], weights [groups, outputs, channels, ...k] and axes where `output s + tap k + input i = shift`. */
export function convolutionForm(x: Shape, weights: Shape, axes: readonly ConvolutionAxis[]): ConvolutionForm {
  const [turnedX, turnedWeights]: [number[], number[]] = [[], []];
  const forms = axes.map((axis, i): WindowForm => {
    const [inputs, taps] = [x[3 + i]!, weights[3 + i]!];
    const direction = axis.output < 0 ? -1 : 1;
    let [tap, input, shift] = [direction * axis.tap, direction * axis.input, direction * axis.shift];
    // i = last - i' and k = last - k' where their steps have the wrong sign
    if (input > 0) {
      turnedX.push(3 + i);
      shift -= input * (inputs - 1);
      input = -input;
    }
    if (tap < 0) {
      turnedWeights.push(3 + i);
      shift -= tap * (taps - 1);
      tap = -tap;
    }
    const stride = direction * axis.output;
    const between = -input - 1;
    const reach = (axis.size - 1) * stride + (taps - 1) * tap + 1;
    const spread = (inputs - 1) * (between + 1) + 1;
    return { stride, dilation: tap, between, before: shift, after: reach - shift - spread };
  });
  return { turnedX, turnedWeights, axes: forms };
}
