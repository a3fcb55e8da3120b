import { multiply, negate, type Tensor } from "@adjoint/tensor";
import { type GradientTransform, liftedTransform, type Tensors } from "../gradient-transform.ts";
import { type Rate, type RateState, rateRule } from "../rate.ts";
import { scaleBy } from "./scale-by.ts";
import type { Decay } from "./weight-decay.ts";

/**
 * A transform that leaves its last factor, a float64 scalar, to whoever multiplies by the learning rate: the product of
 * the two is rounded to the type of a leaf once, and costs one pass over it.
 */
export interface Direction<State> {
  init(params: Tensors): State;
  update(gradients: Tensors, state: State): readonly [direction: Tensors, state: State, factor?: Tensor];
}

/** The transform that multiplies by the factor itself. */
export const scaled = <State>({ init, update }: Direction<State>): GradientTransform<State> =>
  liftedTransform<State>({
    init,
    update: (gradients, state) => {
      const [direction, next, factor] = update(gradients, state);
      return [factor ? scaleBy(factor, direction) : direction, next];
    },
  });

export interface DescentState<State> {
  readonly moments: State;
  readonly rate: RateState;
}

/** p <- p - e (factor direction + weightDecay p). The decay is handed over, so that Adam does not bring its code along. */
export function descend<State>(
  { init, update }: Direction<State>,
  learningRate: Rate,
  decay?: Decay,
): GradientTransform<DescentState<State>> {
  const rule = rateRule(learningRate);
  return liftedTransform<DescentState<State>>({
    init: (params) => ({ moments: init(params), rate: rule.init() }),
    update: (gradients, state, params) => {
      const [direction, moments, factor] = update(gradients, state.moments);
      const [e, rate] = rule.next(state.rate);
      const step = scaleBy(negate(factor ? multiply(e, factor) : e), direction);
      const updates = decay ? decay.addParams(step, params, multiply(e, -decay.weightDecay)) : step;
      return [updates, { moments, rate }];
    },
  });
}
