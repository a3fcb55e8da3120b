export { binaryCrossEntropy } from "./binary-cross-entropy.ts";
export { categoricalHinge } from "./categorical-hinge.ts";
export { type ContrastiveOptions, contrastive } from "./contrastive.ts";
export { cosineDistance } from "./cosine-distance.ts";
export { type CosineEmbeddingOptions, cosineEmbedding } from "./cosine-embedding.ts";
export { type CtcOptions, ctc } from "./ctc.ts";
export { dice } from "./dice.ts";
export {
  type GaussianNegativeLogLikelihoodOptions,
  gaussianNegativeLogLikelihood,
} from "./gaussian-negative-log-likelihood.ts";
export { hinge } from "./hinge.ts";
export { type HuberOptions, huber } from "./huber.ts";
export { type InfoNceOptions, infoNce } from "./info-nce.ts";
export { jaccard } from "./jaccard.ts";
export { jensenShannon } from "./jensen-shannon.ts";
export { klDivergence } from "./kl-divergence.ts";
export { listwiseSoftmax } from "./listwise-softmax.ts";
export { logCosh } from "./log-cosh.ts";
export type { ExampleLossOptions, LabelLossOptions, LossOptions, OverlapLossOptions } from "./loss-options.ts";
export { type MarginRankingOptions, marginRanking } from "./margin-ranking.ts";
export { meanAbsoluteError } from "./mean-absolute-error.ts";
export {
  type MeanAbsolutePercentageErrorOptions,
  meanAbsolutePercentageError,
} from "./mean-absolute-percentage-error.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
export { meanSquaredLogError } from "./mean-squared-log-error.ts";
export { type MulticlassHingeOptions, multiclassHinge } from "./multiclass-hinge.ts";
export { type MultilabelMarginOptions, multilabelMargin } from "./multilabel-margin.ts";
export { multilabelSoftMargin } from "./multilabel-soft-margin.ts";
export { negativeLogLikelihood } from "./negative-log-likelihood.ts";
export { type NtXentOptions, ntXent } from "./nt-xent.ts";
export { perceptron } from "./perceptron.ts";
export { poissonNegativeLogLikelihood } from "./poisson-negative-log-likelihood.ts";
export { type PolyLossOptions, polyLoss } from "./poly-loss.ts";
export { type QuantileOptions, quantile } from "./quantile.ts";
export { rootMeanSquaredError } from "./root-mean-squared-error.ts";
export { type SigmoidBinaryCrossEntropyOptions, sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
export { type SigmoidFocalOptions, sigmoidFocal } from "./sigmoid-focal.ts";
export { type SmoothL1Options, smoothL1 } from "./smooth-l1.ts";
export { softMargin } from "./soft-margin.ts";
export { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
export {
  type SoftmaxCrossEntropyWithIntegerLabelsOptions,
  softmaxCrossEntropyWithIntegerLabels,
} from "./softmax-cross-entropy-with-integer-labels.ts";
export { sparsemaxLoss } from "./sparsemax-loss.ts";
export { squaredHinge } from "./squared-hinge.ts";
export { type TripletMarginOptions, tripletMargin } from "./triplet-margin.ts";
export { type TverskyOptions, tversky } from "./tversky.ts";
