import { type Tensor, tensor } from "@adjoint/tensor";
import * as losses from "../index.ts";
import type { LossOptions } from "../loss-options.ts";

/** One loss with inputs to try it on: what the tests of all losses read. */
export interface LossCase {
  /** The name of the export. */
  readonly name: string;
  readonly loss: (inputs: readonly Tensor[], options?: LossOptions) => Tensor;
  /** Three examples or more, away from kinks; the floating-point ones are differentiable. */
  readonly inputs: readonly Tensor[];
  /** A loss for each element of the inputs, or for each example. */
  readonly kind: "elementwise" | "example";
  /** For each input the axis that counts examples; default 0, and -1 where none does. */
  readonly batchAxes?: readonly number[];
  /** Weights that the examples have by their class, for losses that are multiplied by them already. */
  readonly ownWeights?: readonly number[];
  /** Its mean is not that of the one rule. */
  readonly hasOwnMean?: true;
  /** The loss of an example depends on the other examples. */
  readonly isContrastive?: true;
}

/** Numbers between two bounds, without structure: multiples of the golden ratio, folded. */
function sample(shape: readonly number[], seed: number, low = -2, high = 2): Tensor {
  const size = shape.reduce((n, axis) => n * axis, 1);
  const at = (i: number): number => low + (high - low) * (((i + 1 + 31 * seed) * 0.6180339887498949) % 1);
  return tensor(
    Float64Array.from({ length: size }, (_, i) => at(i)),
    { shape },
  );
}

const doubles = (values: readonly (number | readonly number[])[]): Tensor => tensor(values, { dtype: "float64" });
const integers = (values: readonly (number | readonly number[])[]): Tensor => tensor(values, { dtype: "int32" });

const predictions: Tensor = sample([3, 4], 1);
const targets: Tensor = sample([3, 4], 2);
const fractions: Tensor = sample([3, 4], 3, 0.1, 0.9);
const distributions: Tensor = doubles([
  [0.1, 0.2, 0.3, 0.4],
  [0.7, 0.15, 0.1, 0.05],
  [0.25, 0.3, 0.05, 0.4],
]);
const signs: Tensor = doubles([
  [1, -1, 1, -1],
  [-1, -1, 1, 1],
  [1, 1, -1, 1],
]);
const labels: Tensor = integers([2, 0, 3]);

type Elementwise = (predictions: Tensor, targets: Tensor, options?: LossOptions) => Tensor;

const ofPair = (
  name: string,
  kind: LossCase["kind"],
  loss: Elementwise,
  [a, b]: readonly [Tensor, Tensor],
): LossCase => ({ name, kind, loss: ([x, y], options) => loss(x!, y!, options), inputs: [a, b] });

export const lossCases: readonly LossCase[] = [
  ofPair("meanSquaredError", "elementwise", losses.meanSquaredError, [predictions, targets]),
  ofPair("meanAbsoluteError", "elementwise", losses.meanAbsoluteError, [predictions, targets]),
  ofPair("softmaxCrossEntropy", "example", losses.softmaxCrossEntropy, [predictions, distributions]),
  ofPair("softmaxCrossEntropyWithIntegerLabels", "example", losses.softmaxCrossEntropyWithIntegerLabels, [
    predictions,
    labels,
  ]),
  {
    name: "softmaxCrossEntropyWithIntegerLabels",
    kind: "example",
    loss: ([logits, classes, weights], options) =>
      losses.softmaxCrossEntropyWithIntegerLabels(logits!, classes!, {
        ...options,
        classWeights: weights!,
        labelSmoothing: 0.1,
        ignoreIndex: 1,
      }),
    inputs: [predictions, labels, doubles([0.5, 2, 1.5, 0.7])],
    batchAxes: [0, 0, -1],
    ownWeights: [1.5, 0.5, 0.7],
  },
  ofPair("sigmoidBinaryCrossEntropy", "elementwise", losses.sigmoidBinaryCrossEntropy, [predictions, fractions]),
  {
    name: "sigmoidBinaryCrossEntropy",
    kind: "elementwise",
    loss: ([logits, targets, positiveWeights], options) =>
      losses.sigmoidBinaryCrossEntropy(logits!, targets!, { ...options, positiveWeights: positiveWeights! }),
    inputs: [predictions, fractions, doubles([0.5, 2, 1.5, 0.7])],
    batchAxes: [0, 0, -1],
  },
  ofPair("hinge", "elementwise", losses.hinge, [predictions, signs]),
];
