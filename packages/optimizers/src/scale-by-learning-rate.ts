import { negate } from "@adjoint/tensor";
import { type GradientTransform, gradientTransform } from "./gradient-transform.ts";
import { scaleBy } from "./internal/scale-by.ts";
import { type Rate, type RateState, rateRule } from "./rate.ts";

/**
 * Multiplies gradients by minus the learning rate: the last part of most optimizers.
 * @throws RangeError when the rate, or what the schedule returns, is negative or not finite.
 * @example chain({ moments: scaleByAdam(), rate: scaleByLearningRate(1e-3) })
 */
export function scaleByLearningRate(rate: Rate): GradientTransform<RateState> {
  const rule = rateRule(rate);
  return gradientTransform<RateState>({
    init: () => rule.init(),
    update: (gradients, state) => {
      const [learningRate, next] = rule.next(state);
      return [scaleBy(negate(learningRate), gradients), next];
    },
  });
}
