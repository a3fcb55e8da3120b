import { add, multiply, isTensor, oneHot, type Tensor, tensor } from "@adjoint/tensor";

export interface OneHotOptions {
  /** The part of each label that is spread evenly over all classes, in [0, 1]; default 0. */
  readonly smoothing?: number;
}

/**
 * Class indices, or names of classes, as probabilities, float32: 1 - s + s / K for the class of the label, s / K for the
 * other K - 1, with s = smoothing.
 *
 * Shapes: labels [...s] (int32 or uint8), or a list of n names -> [...s, K] or [n, K]. `classes` are K, or their names,
 * which labels that are names need: keep them, and later labels get the same places.
 * @throws DTypeError unless labels are integers; RangeError when one is no class, K < 1 or smoothing is outside [0, 1];
 * TypeError for names of labels without names of classes.
 * @see Szegedy et al. 2016, Rethinking the Inception Architecture for Computer Vision, section 7.
 * @example oneHotLabels(dataset.targets, 10, { smoothing: 0.1 })
 * @example oneHotLabels(table.text("colour"), ["blue", "green", "red"])
 */
export function oneHotLabels(
  labels: Tensor | readonly string[],
  classes: number | readonly string[],
  { smoothing = 0 }: OneHotOptions = {},
): Tensor {
  const count = typeof classes === "number" ? classes : classes.length;
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`oneHotLabels: one class or more is needed, got ${count}; how many are there?`);
  if (!(smoothing >= 0 && smoothing <= 1))
    throw new RangeError(`oneHotLabels: smoothing is a part, from 0 to 1, got ${smoothing}; try 0.1?`);
  const indices = isTensor(labels) ? labels : indicesOf(labels, classes);
  const hot = oneHot(indices, count);
  // a traced label has no value to look at
  const stray = indices.view && indices.dataSync().find((label) => label < 0 || label >= count);
  if (stray !== undefined)
    throw new RangeError(
      `oneHotLabels: labels of ${count} classes are 0 to ${count - 1}, got ${stray}; is the first class 0?`,
    );
  return smoothing === 0 ? hot : add(multiply(hot, 1 - smoothing), smoothing / count);
}

function indicesOf(labels: readonly string[], classes: number | readonly string[]): Tensor {
  if (typeof classes === "number" || !Array.isArray(labels))
    throw new TypeError(
      "oneHotLabels: labels are a tensor of indices, or a list of names with a list of the classes, got others; pass both lists?",
    );
  const places = new Map(classes.map((name, index) => [name, index]));
  const indices = labels.map((name, i) => {
    const index = places.get(name);
    if (index !== undefined) return index;
    throw new RangeError(
      `oneHotLabels: labels are among the ${classes.length} classes, got ${JSON.stringify(name)} at ${i}; was it missing before?`,
    );
  });
  return tensor(Int32Array.from(indices));
}
