import * as losses from "@adjoint/losses";
import {
  add,
  cos,
  expandDims,
  logSoftmax,
  multiply,
  reshape,
  sin,
  softmax,
  stack,
  type Tensor,
  tensor,
} from "@adjoint/tensor";
import type { Curve } from "./activation-curve.ts";
import type { GraphSettings } from "./graph-messages.ts";

const numbers = (values: number[] | number[][]): Tensor => tensor(values, { dtype: "float64" });
const LABEL = tensor([0], { dtype: "int32" });

/** One example of three scores, of which the first moves. */
const scores = (x: Tensor): Tensor => expandDims(stack([x, multiply(x, 0), multiply(x, 0)]), 0);
/** The first class has the target as its probability. */
const probabilities = (target: number): Tensor => numbers([[target, (1 - target) / 2, (1 - target) / 2]]);
const FIRST = probabilities(1);
/** A vector of length 1 that points at an angle. */
const direction = (angle: Tensor): Tensor => stack([cos(angle), sin(angle)]);
const EAST = numbers([[1, 0]]);

type Making = (settings: GraphSettings, target: number) => Curve;

/** Losses of whole examples: what their one moving number is. */
const special: Readonly<Record<string, Making>> = {
  gaussianNegativeLogLikelihood: (settings, target) => (x) =>
    losses.gaussianNegativeLogLikelihood(reshape(x, [1]), numbers([target]), numbers([1]), settings),
  marginRanking: (settings, target) => (x) =>
    losses.marginRanking(reshape(x, [1]), numbers([0]), numbers([target]), settings),
  rootMeanSquaredError: (_, target) => (x) => losses.rootMeanSquaredError(reshape(x, [1]), numbers([target])),
  softmaxCrossEntropy: (settings, target) => (x) =>
    losses.softmaxCrossEntropy(scores(x), probabilities(target), settings),
  polyLoss: (settings, target) => (x) => losses.polyLoss(scores(x), probabilities(target), settings),
  sparsemaxLoss: (settings, target) => (x) => losses.sparsemaxLoss(scores(x), probabilities(target), settings),
  klDivergence: (settings, target) => (x) =>
    losses.klDivergence(logSoftmax(scores(x)), probabilities(target), settings),
  jensenShannon: (settings, target) => (x) => losses.jensenShannon(softmax(scores(x)), probabilities(target), settings),
  softmaxCrossEntropyWithIntegerLabels: (settings) => (x) =>
    losses.softmaxCrossEntropyWithIntegerLabels(scores(x), LABEL, settings),
  negativeLogLikelihood: (settings) => (x) => losses.negativeLogLikelihood(logSoftmax(scores(x)), LABEL, settings),
  multiclassHinge: (settings) => (x) => losses.multiclassHinge(scores(x), LABEL, settings),
  categoricalHinge: (settings) => (x) => losses.categoricalHinge(scores(x), FIRST, settings),
  multilabelMargin: (settings) => (x) => losses.multilabelMargin(scores(x), FIRST, settings),
  multilabelSoftMargin: (settings) => (x) => losses.multilabelSoftMargin(scores(x), FIRST, settings),
  listwiseSoftmax: (settings) => (x) => losses.listwiseSoftmax(scores(x), FIRST, settings),
  dice: (settings) => (x) => losses.dice(overlap(x), EAST, settings),
  jaccard: (settings) => (x) => losses.jaccard(overlap(x), EAST, settings),
  tversky: (settings) => (x) => losses.tversky(overlap(x), EAST, { alpha: 0.3, beta: 0.7, ...settings }),
  cosineDistance: (settings) => (x) => losses.cosineDistance(expandDims(direction(x), 0), EAST, settings),
  cosineEmbedding: (settings, target) => (x) =>
    losses.cosineEmbedding(expandDims(direction(x), 0), EAST, numbers([target]), settings),
  tripletMargin: (settings) => (x) =>
    losses.tripletMargin(numbers([[0]]), reshape(x, [1, 1]), numbers([[1]]), settings),
  contrastive: (settings, target) => (x) =>
    losses.contrastive(numbers([[0]]), reshape(x, [1, 1]), tensor([target === 1], { dtype: "bool" }), settings),
  infoNce: (settings) => (x) =>
    losses.infoNce(
      stack([direction(x), numbers([-1, 0])]),
      numbers([
        [1, 0],
        [-1, 0],
      ]),
      settings,
    ),
  ntXent: (settings) => (x) =>
    losses.ntXent(
      stack([direction(x), numbers([1, 0]), numbers([-1, 0]), numbers([-0.8, 0.6])]),
      tensor([0, 0, 1, 1], { dtype: "int32" }),
      settings,
    ),
};

/** A set of two parts, of which the first should be in it. */
const overlap = (x: Tensor): Tensor => expandDims(stack([x, add(multiply(x, 0), 0.2)]), 0);

type Elementwise = (predictions: Tensor, targets: Tensor, settings: GraphSettings) => Tensor;

export function lossCurve(name: string, settings: GraphSettings, target: number): Curve | undefined {
  if (name === "ctc") return undefined; // a sequence has no single number that moves
  const made = special[name]?.(settings, target);
  if (made) return made;
  // the rest compare two numbers
  const loss = (losses as unknown as Readonly<Record<string, Elementwise>>)[name];
  return loss && ((x) => loss(reshape(x, [1]), numbers([target]), settings));
}
