import { mean, type Tensor } from "@adjoint/tensor";
import { exampleLoss } from "./internal/example-loss.ts";
import { logisticLoss } from "./internal/logistic-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Binary cross-entropy of each class, from logits x and labels z in [0, 1], as its mean over classes:
 * mean(z softplus(-x) + (1 - z) softplus(x)).
 *
 * Shapes: logits [...s, classes], labels the same -> [] ("mean", "sum") or [...s] ("none"). Unit: nats.
 * @good Each label is a yes or no of its own.
 * @bad Labels are taken as independent.
 * @use For several labels at once.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @example multilabelSoftMargin(tensor([[2, -1]]), tensor([[1, 0]])) // (0.127 + 0.313) / 2
 */
export const multilabelSoftMargin = (logits: Tensor, labels: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("multilabelSoftMargin", [logits, labels], options, ([x, z], axis) => mean(logisticLoss(x, z), { axis }));
