import { add, cast, multiply, negate, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "../gradient-transform.ts";
import { type Rate, type RateState, rateRule } from "../rate.ts";
import { checkSetting } from "./check-setting.ts";
import { scaleBy } from "./scale-by.ts";

/**
 * A transform that leaves its last factor, a float64 scalar, to whoever multiplies by the learning rate: the product of
 * the two is rounded to the type of a leaf once, and costs one pass over it.
 */
export interface Direction<State> {
  init(params: Tensors): State;
  update(
    gradients: Tensors,
    state: State,
    params: Tensors,
  ): readonly [direction: Tensors, factor: Tensor, state: State];
}

/** The transform that multiplies by the factor itself. */
export const scaled = <State>({ init, update }: Direction<State>): GradientTransform<State> =>
  gradientTransform<State>({
    init,
    update: (gradients, state, params) => {
      const [direction, factor, next] = update(gradients, state, params);
      return [scaleBy(factor, direction), next];
    },
  });

export interface DescentState<State> {
  readonly moments: State;
  readonly rate: RateState;
}

/** p <- p - e (factor direction + weightDecay p): an optimizer whose decay is decoupled. */
export function descend<State>(
  { init, update }: Direction<State>,
  learningRate: Rate,
  weightDecay = 0,
): GradientTransform<DescentState<State>> {
  checkSetting("weightDecay", weightDecay, "[0,∞)");
  const rule = rateRule(learningRate);
  return gradientTransform<DescentState<State>>({
    init: (params) => ({ moments: init(params), rate: rule.init() }),
    update: (gradients, state, params) => {
      const [direction, factor, moments] = update(gradients, state.moments, params);
      const [e, rate] = rule.next(state.rate);
      const step = scaleBy(negate(multiply(e, factor)), direction);
      const shrink = multiply(e, -weightDecay);
      const decayed = (u: Tensor, p: Tensor): Tensor => add(u, multiply(p, cast(shrink, p.dtype)));
      return [weightDecay === 0 ? step : mapTree(decayed, step, params), { moments, rate }];
    },
  });
}
