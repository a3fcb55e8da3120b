import { add, multiply, onHost, type Tensor } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { counter, scalar } from "./internal/scalar.ts";

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

/** How a rate goes on: from its state, the rate of this step and the state for the next. */
export interface RateRule {
  init(): RateState;
  next(state: RateState): readonly [learningRate: Tensor, state: RateState];
}

/**
 * The rule of a fixed rate or of a schedule.
 * @throws TypeError when it is neither; RangeError when the rate, or what the schedule returns, is negative or not finite.
 */
export function rateRule(rate: Rate): RateRule {
  if (typeof rate === "number") {
    checkSetting("learningRate", rate, "[0,∞)", "try 1e-3?");
    return { init: () => ({ learningRate: scalar(rate) }), next: (state) => [state.learningRate, state] };
  }
  if (typeof rate !== "function")
    throw new TypeError(`learningRate must be a number or a schedule, got ${typeof rate}; try 1e-3?`);
  const rateAt = (step: number): number => {
    const value = rate(step);
    checkSetting(`learningRate: the schedule's rate at step ${step}`, value, "[0,∞)", "check its settings?");
    return value;
  };
  return {
    init: () => ({ learningRate: scalar(rateAt(0)), step: counter(), scale: scalar(1) }),
    next: ({ step = counter(), scale = scalar(1) }) => {
      const learningRate = multiply(onHost(rateAt, step), scale);
      return [learningRate, { learningRate, step: add(step, 1), scale }];
    },
  };
}
