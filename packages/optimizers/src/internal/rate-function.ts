import { add, negate, onHost, type Tensor } from "@adjoint/tensor";
import { type GradientTransform, gradientTransform } from "../gradient-transform.ts";
import { type Rate, type RateState, rateRule } from "../rate.ts";
import { counter } from "./scalar.ts";
import { scaleBy } from "./scale-by.ts";

/** A rate with a count of steps, be it a schedule or not. */
export interface CountedRate {
  init(): RateState;
  next(state: RateState): readonly [learningRate: Tensor, step: Tensor, state: RateState];
}

export function countedRate(rate: Rate): CountedRate {
  const rule = rateRule(rate);
  return {
    init: () => ({ step: counter(), ...rule.init() }),
    next: (state) => {
      const { step = counter() } = state;
      const [learningRate, next] = rule.next(state);
      return [learningRate, step, { ...next, step: add(step, 1) }];
    },
  };
}

/** Multiplies gradients by minus a function of the learning rate and of the step, counted from 0. */
export function scaleByRateFunction(
  rate: Rate,
  factorAt: (learningRate: number, step: number) => number,
): GradientTransform<RateState> {
  const { init, next } = countedRate(rate);
  return gradientTransform<RateState>({
    init,
    update: (gradients, state) => {
      const [learningRate, step, nextState] = next(state);
      return [scaleBy(negate(onHost(factorAt, learningRate, step)), gradients), nextState];
    },
  });
}
