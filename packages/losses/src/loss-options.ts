import type { Shape, Tensor } from "@adjoint/tensor";

/** What every loss takes. */
export interface LossOptions {
  /**
   * "mean" (default): sum(weight * loss) / sum(weight), and 0 with a zero gradient where the weights sum to 0;
   * "sum": sum(weight * loss); "none": weight * loss, one by one.
   */
  readonly reduction?: "mean" | "sum" | "none" | undefined;
  /** A weight for each loss, of the type of the losses; broadcasts to their shape. Default: 1. */
  readonly weights?: Tensor | undefined;
  /**
   * Which losses count, as `bool`; broadcasts to their shape. What is masked reaches neither the value nor the
   * gradient, be it NaN.
   */
  readonly where?: Tensor | undefined;
}

/** What every loss of whole examples takes. */
export interface ExampleLossOptions extends LossOptions {
  /** The axis that makes up an example: its classes, its coordinates; default -1. */
  readonly axis?: number | undefined;
}

/** What every loss of classes by their index takes. */
export interface LabelLossOptions extends ExampleLossOptions {
  /** A weight for each class, [classes]: it multiplies the weight of the examples of that class. */
  readonly classWeights?: Tensor | undefined;
  /** Examples with this label are masked; it may lie outside of the classes, as -100 does. */
  readonly ignoreIndex?: number | undefined;
}

/** What every loss of overlapping sets takes. */
export interface OverlapLossOptions extends LossOptions {
  /** The axis that makes up an example, or several, as [1, 2] for images [batch, height, width]; default -1. */
  readonly axis?: number | Shape | undefined;
  /** Added above and below the fraction, >= 0; default 1. */
  readonly smoothing?: number | undefined;
}
