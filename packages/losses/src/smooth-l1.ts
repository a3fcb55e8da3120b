import { clip, divide, multiply, subtract, type Tensor } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

export interface SmoothL1Options extends LossOptions {
  /** Where the parabola ends, in the unit of the targets, > 0; default 1. */
  readonly beta?: number | undefined;
}

/**
 * Smooth absolute error: 1/2 e^2 / beta where |e| < beta, else |e| - 1/2 beta, with e = predictions - targets,
 * elementwise: the Huber loss divided by beta. The gradient is e / beta limited to [-1, 1].
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good huber with a slope of 1 far away, whatever beta is.
 * @bad Its curvature grows as beta shrinks.
 * @use For boxes in object detection.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type;
 * RangeError when beta <= 0.
 * @see Girshick 2015, Fast R-CNN, eq. 3
 * @example smoothL1(tensor([1, 4]), tensor([0, 0]), { beta: 2 }) // (0.25 + 3) / 2
 */
export function smoothL1(predictions: Tensor, targets: Tensor, { beta = 1, ...options }: SmoothL1Options = {}): Tensor {
  checkSetting("smoothL1", "beta", beta, beta > 0, "above 0");
  return elementwiseLoss("smoothL1", [predictions, targets], options, ([p, t]) => {
    const e = subtract(p, t);
    const limited = clip(e, -beta, beta);
    return multiply(divide(limited, beta), subtract(e, multiply(limited, 0.5)));
  });
}
