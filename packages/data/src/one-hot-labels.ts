import { add, multiply, oneHot, type Tensor } from "@adjoint/tensor";

export interface OneHotOptions {
  /** The part of each label that is spread evenly over all classes, in [0, 1]; default 0. */
  readonly smoothing?: number;
}

/**
 * Class indices as probabilities, float32: 1 - s + s / K for the class of the label, s / K for the other K - 1, with
 * s = smoothing.
 *
 * Shapes: labels [...s] (int32 or uint8) -> [...s, K]. `classes` are K, or their names.
 * @throws DTypeError unless labels are integers; RangeError when one is no class, K < 1 or smoothing is outside [0, 1].
 * @see Szegedy et al. 2016, Rethinking the Inception Architecture for Computer Vision, section 7.
 * @example oneHotLabels(dataset.targets, 10, { smoothing: 0.1 })
 */
export function oneHotLabels(
  labels: Tensor,
  classes: number | readonly string[],
  { smoothing = 0 }: OneHotOptions = {},
): Tensor {
  const count = typeof classes === "number" ? classes : classes.length;
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`oneHotLabels: one class or more is needed, got ${count}; how many are there?`);
  if (!(smoothing >= 0 && smoothing <= 1))
    throw new RangeError(`oneHotLabels: smoothing is a part, from 0 to 1, got ${smoothing}; try 0.1?`);
  const hot = oneHot(labels, count);
  // a traced label has no value to look at
  const stray = labels.view && labels.dataSync().find((label) => label < 0 || label >= count);
  if (stray !== undefined)
    throw new RangeError(
      `oneHotLabels: labels of ${count} classes are 0 to ${count - 1}, got ${stray}; is the first class 0?`,
    );
  return smoothing === 0 ? hot : add(multiply(hot, 1 - smoothing), smoothing / count);
}
