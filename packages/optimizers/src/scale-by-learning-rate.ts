import { add, cast, multiply, negate, onHost, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";

/** A fixed rate, or a schedule: the rate of each step, counted from 0. */
export type Rate = number | ((step: number) => number);

export interface RateState {
  /** The rate in force, [] float64: the setting itself, or what the schedule said last. */
  readonly learningRate: Tensor;
  /** With a schedule: the number of steps taken, [] int32. */
  readonly step?: Tensor;
  /** With a schedule: a factor of the caller's, [] float64, 1 until it is set by `withRateScale`. */
  readonly scale?: Tensor;
}

/**
 * Multiplies gradients by minus the learning rate: the last part of most optimizers.
 * @throws RangeError when the rate, or what the schedule returns, is negative or not finite.
 */
export function scaleByLearningRate(rate: Rate): GradientTransform<RateState> {
  if (typeof rate === "number") {
    checkSetting("learningRate", rate, "[0,∞)");
    return gradientTransform<RateState>({
      init: () => ({ learningRate: scalar(rate) }),
      update: (gradients, state) => [scaleBy(negate(state.learningRate), gradients), state],
    });
  }
  if (typeof rate !== "function")
    throw new TypeError(`learningRate must be a number or a schedule, got ${typeof rate}; pass 1e-3, say?`);
  const rateAt = (step: number): number => {
    const value = rate(step);
    checkSetting(`learningRate: the schedule's rate at step ${step}`, value, "[0,∞)");
    return value;
  };
  return gradientTransform<RateState>({
    init: () => ({ learningRate: scalar(rateAt(0)), step: counter(), scale: scalar(1) }),
    update: (gradients, { step = counter(), scale = scalar(1) }) => {
      const learningRate = multiply(onHost(rateAt, step), scale);
      return [scaleBy(negate(learningRate), gradients), { learningRate, step: add(step, 1), scale }];
    },
  });
}

const scalar = (value: number): Tensor => tensor(value, { dtype: "float64" });

/** A count of steps, 0 at first. */
export const counter = (): Tensor => tensor(0, { dtype: "int32" });

/** Every leaf times a float64 scalar, which is rounded to the type of the leaf where they meet. */
export const scaleBy = <T>(factor: Tensor, tree: T): ReturnType<typeof mapTree<Tensor>> =>
  mapTree((g: Tensor) => multiply(g, cast(factor, g.dtype)), tree);
