import { meanSquaredError, multiclassHinge, softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { oneHot, type Tensor } from "@adjoint/tensor";
import type { TrainingSettings } from "./training-settings.ts";

type LabelLoss = (logits: Tensor, labels: Tensor) => Tensor;

export const labelLosses: Readonly<Record<TrainingSettings["loss"], LabelLoss>> = {
  crossEntropy: (logits, labels) => softmaxCrossEntropyWithIntegerLabels(logits, labels),
  smoothedCrossEntropy: (logits, labels) =>
    softmaxCrossEntropyWithIntegerLabels(logits, labels, { labelSmoothing: 0.1 }),
  meanSquaredError: (logits, labels) => meanSquaredError(logits, oneHot(labels, 10)),
  multiclassHinge: (logits, labels) => multiclassHinge(logits, labels),
};
