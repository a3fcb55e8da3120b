export { hinge } from "./hinge.ts";
export type { ExampleLossOptions, LabelLossOptions, LossOptions } from "./loss-options.ts";
export { meanAbsoluteError } from "./mean-absolute-error.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
export { type SigmoidBinaryCrossEntropyOptions, sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
export { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
export {
  type SoftmaxCrossEntropyWithIntegerLabelsOptions,
  softmaxCrossEntropyWithIntegerLabels,
} from "./softmax-cross-entropy-with-integer-labels.ts";
