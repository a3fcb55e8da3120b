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

const counts: Tensor = doubles([
  [3, 0, 1, 2],
  [0, 5, 2, 1],
  [1, 1, 4, 0],
]);
const memberships: Tensor = doubles([
  [1, 0, 0, 1],
  [0, 0, 1, 0],
  [1, 1, 0, 1],
]);
const oneHots: Tensor = doubles([
  [0, 1, 0, 0],
  [0, 0, 0, 1],
  [1, 0, 0, 0],
]);
const others: Tensor = sample([3, 4], 4);
const rowSigns: Tensor = doubles([1, -1, 1]);
const logDistributions: Tensor = tensor(distributions.dataSync().map(Math.log), { shape: [3, 4] });
const isSame: Tensor = tensor([true, false, true]);
const embeddings: Tensor = sample([5, 3], 5);
const groups: Tensor = integers([7, 2, 7, 2, 7]);

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
  ofPair("meanSquaredLogError", "elementwise", losses.meanSquaredLogError, [fractions, sample([3, 4], 6, 0.2, 5)]),
  ofPair("meanAbsolutePercentageError", "elementwise", losses.meanAbsolutePercentageError, [
    fractions,
    sample([3, 4], 6, -2, -1),
  ]),
  ofPair("logCosh", "elementwise", losses.logCosh, [predictions, targets]),
  ofPair("huber", "elementwise", (p, t, options) => losses.huber(p, t, { ...options, delta: 0.8 }), [
    predictions,
    targets,
  ]),
  ofPair("smoothL1", "elementwise", (p, t, options) => losses.smoothL1(p, t, { ...options, beta: 0.8 }), [
    predictions,
    targets,
  ]),
  ofPair("quantile", "elementwise", (p, t, options) => losses.quantile(p, t, { ...options, quantile: 0.3 }), [
    predictions,
    targets,
  ]),
  ofPair("binaryCrossEntropy", "elementwise", losses.binaryCrossEntropy, [fractions, sample([3, 4], 7, 0.05, 0.95)]),
  ofPair("squaredHinge", "elementwise", losses.squaredHinge, [predictions, signs]),
  ofPair("perceptron", "elementwise", losses.perceptron, [predictions, signs]),
  ofPair("multiclassHinge", "example", losses.multiclassHinge, [predictions, labels]),
  ofPair(
    "multiclassHinge",
    "example",
    (x, y, options) => losses.multiclassHinge(x, y, { ...options, margin: 0.4, power: 2 }),
    [predictions, labels],
  ),
  ofPair("categoricalHinge", "example", losses.categoricalHinge, [predictions, oneHots]),
  ofPair("sigmoidFocal", "elementwise", losses.sigmoidFocal, [predictions, fractions]),
  ofPair(
    "sigmoidFocal",
    "elementwise",
    (x, z, options) => losses.sigmoidFocal(x, z, { ...options, alpha: 0.6, gamma: 0.5 }),
    [predictions, fractions],
  ),
  ofPair("polyLoss", "example", losses.polyLoss, [predictions, distributions]),
  ofPair("negativeLogLikelihood", "example", losses.negativeLogLikelihood, [logDistributions, labels]),
  ofPair("poissonNegativeLogLikelihood", "elementwise", losses.poissonNegativeLogLikelihood, [predictions, counts]),
  {
    name: "gaussianNegativeLogLikelihood",
    kind: "elementwise",
    loss: ([mean, t, variance], options) => losses.gaussianNegativeLogLikelihood(mean!, t!, variance!, options),
    inputs: [predictions, targets, fractions],
  },
  ofPair("klDivergence", "example", losses.klDivergence, [logDistributions, fractions]),
  ofPair("jensenShannon", "example", losses.jensenShannon, [distributions, fractions]),
  ofPair("cosineDistance", "example", losses.cosineDistance, [predictions, targets]),
  {
    name: "cosineEmbedding",
    kind: "example",
    loss: ([a, b, sign], options) => losses.cosineEmbedding(a!, b!, sign!, { ...options, margin: -0.5 }),
    inputs: [predictions, targets, rowSigns],
  },
  {
    name: "marginRanking",
    kind: "elementwise",
    loss: ([a, b, sign], options) => losses.marginRanking(a!, b!, sign!, { ...options, margin: 0.3 }),
    inputs: [predictions, targets, signs],
  },
  {
    name: "tripletMargin",
    kind: "example",
    loss: ([anchor, positive, negative], options) => losses.tripletMargin(anchor!, positive!, negative!, options),
    inputs: [predictions, targets, others],
  },
  {
    name: "contrastive",
    kind: "example",
    loss: ([a, b, same], options) => losses.contrastive(a!, b!, same!, { ...options, margin: 5 }),
    inputs: [predictions, targets, isSame],
  },
  {
    name: "infoNce",
    kind: "example",
    loss: ([queries, keys], options) => losses.infoNce(queries!, keys!, { ...options, temperature: 0.5 }),
    inputs: [predictions, targets],
    isContrastive: true,
  },
  {
    name: "ntXent",
    kind: "example",
    loss: ([vectors, classes], options) => losses.ntXent(vectors!, classes!, { ...options, temperature: 0.5 }),
    inputs: [embeddings, groups],
    isContrastive: true,
  },
  ofPair("softMargin", "elementwise", losses.softMargin, [predictions, signs]),
  ofPair("multilabelMargin", "example", losses.multilabelMargin, [predictions, memberships]),
  ofPair("multilabelSoftMargin", "example", losses.multilabelSoftMargin, [predictions, fractions]),
  ofPair("dice", "example", losses.dice, [fractions, memberships]),
  ofPair("tversky", "example", (p, t, options) => losses.tversky(p, t, { ...options, alpha: 0.3, beta: 0.7 }), [
    fractions,
    memberships,
  ]),
  ofPair("jaccard", "example", (p, t, options) => losses.jaccard(p, t, { ...options, smoothing: 0 }), [
    fractions,
    memberships,
  ]),
  ofPair("listwiseSoftmax", "example", losses.listwiseSoftmax, [predictions, counts]),
  ofPair("sparsemaxLoss", "example", losses.sparsemaxLoss, [predictions, distributions]),
  {
    name: "ctc",
    kind: "example",
    loss: ([x, y, inputLengths, labelLengths], options) => losses.ctc(x!, y!, inputLengths!, labelLengths!, options),
    inputs: [
      sample([5, 3, 4], 8, -3, 0),
      integers([
        [1, 1],
        [2, 3],
        [3, 3],
      ]),
      integers([5, 4, 3]),
      integers([2, 2, 1]),
    ],
    batchAxes: [1, 0, 0, 0],
    hasOwnMean: true,
  },
];
