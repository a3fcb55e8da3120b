import { clip, full, greater, less, multiply, negate, sign, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { filledLike, zerosOf } from "./internal/moments.ts";

export interface RpropOptions {
  /** The first step of each parameter, from 0 up: a number, since the steps adapt themselves. */
  readonly learningRate: number;
  /** What a step is multiplied by when the sign of the gradient changed, in (0, 1); default 0.5. */
  readonly decrease?: number;
  /** What a step is multiplied by when it did not, above 1; default 1.2. */
  readonly increase?: number;
  /** The smallest step, from 0 up; default 1e-6. */
  readonly minimumStep?: number;
  /** The largest step; default 50. */
  readonly maximumStep?: number;
}

export interface RpropState {
  /** The length of the next step of each parameter. */
  readonly stepSize: Tensors;
  /** The sign of the last gradient, 0 after it changed. */
  readonly previousSign: Tensors;
}

/**
 * Rprop: only signs of gradients count, so it is for full batches. A step grows while the sign stays and shrinks when it
 * changes; then the parameter rests once (the form iRprop-, as in PyTorch). p <- p - sign(g) step.
 * @rule p <- p - sign(g) step; a step grows while the sign stays and shrinks when it changes
 * @good Only signs: blind to the size of gradients, fast on whole batches.
 * @bad Fails with minibatches.
 * @use For small problems without noise.
 * @throws RangeError when a setting is out of its range.
 * @see Riedmiller, Braun 1993, A direct adaptive method for faster backpropagation learning: the RPROP algorithm; Igel,
 * Huesken 2000, Improving the Rprop learning algorithm
 * @example const optimizer = rprop({ learningRate: 0.01 })
 */
export function rprop({
  learningRate,
  decrease = 0.5,
  increase = 1.2,
  minimumStep = 1e-6,
  maximumStep = 50,
}: RpropOptions): GradientTransform<RpropState> {
  checkSetting("rprop: learningRate", learningRate, "[0,∞)");
  checkSetting("rprop: decrease", decrease, "(0,1)");
  checkSetting("rprop: increase", increase, "(1,∞)");
  checkSetting("rprop: minimumStep", minimumStep, "[0,∞)");
  checkSetting("rprop: maximumStep - minimumStep", maximumStep - minimumStep, "[0,∞)");
  return gradientTransform<RpropState>({
    init: (params) => ({
      stepSize: filledLike(params, learningRate),
      previousSign: zerosOf(params),
    }),
    update: (gradients, state) => {
      // signs, since the product of two small gradients is 0
      const agreement = mapTree((g: Tensor, s: Tensor) => multiply(sign(g), s), gradients, state.previousSign);
      const stepSize = mapTree(
        (size: Tensor, a: Tensor) => {
          const factor = where(greater(a, 0), increase, where(less(a, 0), full(a.shape, decrease, a.dtype), 1));
          return clip(multiply(size, factor), minimumStep, maximumStep);
        },
        state.stepSize,
        agreement,
      );
      const signs = mapTree((g: Tensor, a: Tensor) => where(less(a, 0), 0, sign(g)), gradients, agreement);
      const updates = mapTree((s: Tensor, size: Tensor) => negate(multiply(s, size)), signs, stepSize);
      return [updates, { stepSize, previousSign: signs }];
    },
  });
}
