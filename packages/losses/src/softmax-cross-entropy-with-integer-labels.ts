import { add, divide, multiply, subtract, sum, type Tensor } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { entryAt, logTotal, shiftLogits } from "./internal/cross-entropy.ts";
import { labelLoss } from "./internal/label-loss.ts";
import type { LabelLossOptions } from "./loss-options.ts";

export interface SoftmaxCrossEntropyWithIntegerLabelsOptions extends LabelLossOptions {
  /** The part of each target, from 0 (default) to 1, that is spread over all classes evenly. */
  readonly labelSmoothing?: number | undefined;
}

/**
 * Cross-entropy between classes, given by their index, and the softmax of logits x: log(sum(exp x)) - x[label].
 * With labelSmoothing s the target is (1 - s) oneHot(label) + s / classes. A class weight is the weight of the examples
 * that carry the label, smoothed or not; PyTorch weights the smoothed part by the other classes.
 *
 * Shapes: logits [...s, classes], labels [...s] (`int32` or `uint8`, from 0 to classes - 1) -> [] ("mean", "sum") or
 * [...s] ("none"). Unit: nats. A row whose largest logit is infinite is NaN.
 * @good From logits and class numbers, exact for any size.
 * @bad Sure of itself; labelSmoothing helps.
 * @use The first choice for one class out of several.
 * @throws RangeError for a label that is no class, unless it is ignored or masked, and when labelSmoothing is not in
 * [0, 1]; ShapeError when the shapes do not fit; DTypeError for logits of an integer type or labels of another.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, sections 6.2.2.3 and 7.5.1
 * @example softmaxCrossEntropyWithIntegerLabels(logits, labels, { ignoreIndex: -100 })
 */
export function softmaxCrossEntropyWithIntegerLabels(
  logits: Tensor,
  labels: Tensor,
  { labelSmoothing = 0, ...options }: SoftmaxCrossEntropyWithIntegerLabelsOptions = {},
): Tensor {
  const name = "softmaxCrossEntropyWithIntegerLabels";
  const isValid = labelSmoothing >= 0 && labelSmoothing <= 1;
  checkSetting(name, "labelSmoothing", labelSmoothing, isValid, "from 0 to 1");
  return labelLoss(name, logits, labels, options, (x, index, axis) => {
    const shifted = shiftLogits(x, axis);
    const total = logTotal(shifted, axis);
    const sharp = subtract(total, entryAt(shifted, index, axis));
    if (labelSmoothing === 0) return sharp;
    const even = subtract(total, divide(sum(shifted, { axis }), x.shape[axis]!));
    return add(multiply(sharp, 1 - labelSmoothing), multiply(even, labelSmoothing));
  });
}
