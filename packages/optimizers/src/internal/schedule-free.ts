import { add, castTo, divide, greater, multiply, negate, square, subtract, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "../gradient-transform.ts";
import { type Rate, type RateState, rateRule } from "../rate.ts";
import { checkSetting } from "./check-setting.ts";
import type { Direction } from "./direction.ts";
import { scalar } from "./scalar.ts";
import { scaleBy } from "./scale-by.ts";
import { decayOf, type WeightDecayOptions } from "./weight-decay.ts";

export interface ScheduleFreeState<State> {
  /** Of the direction. */
  readonly moments: State;
  /** z, where plain steps lead. */
  readonly base: Tensors;
  /** b: how near to the average the parameters are, [] float64. */
  readonly interpolation: Tensor;
  /** The sum of the squared rates so far, [] float64. */
  readonly weightSum: Tensor;
  readonly rate: RateState;
}

export interface ScheduleFreeSettings extends WeightDecayOptions {
  readonly learningRate: Rate;
  readonly interpolation: number;
}

/**
 * The parameters are y = (1 - b) z + b x: z <- z - e u for a direction u at y, x <- (1 - c) x + c z with
 * c = e^2 / sum e^2. x is not kept: it follows from y and z.
 */
export function scheduleFree<State>(
  name: string,
  { init, update }: Direction<State>,
  { learningRate, interpolation: b, ...decay }: ScheduleFreeSettings,
): GradientTransform<ScheduleFreeState<State>> {
  checkSetting(name, b, "(0,1)");
  const { weightDecay, addParams } = decayOf(decay);
  const rule = rateRule(learningRate);
  return gradientTransform<ScheduleFreeState<State>>({
    init: (params) => ({
      moments: init(params),
      base: params,
      interpolation: scalar(b),
      weightSum: scalar(0),
      rate: rule.init(),
    }),
    update: (gradients, state, params) => {
      const [direction, moments, factor] = update(gradients, state.moments);
      const u = addParams(factor ? scaleBy(factor, direction) : direction, params, weightDecay);
      const [e, rate] = rule.next(state.rate);
      const weight = square(e);
      const weightSum = add(state.weightSum, weight);
      const c = where(greater(weightSum, 0), divide(weight, where(greater(weightSum, 0), weightSum, 1)), 0);
      // y' - y = c (z - y) - e (1 - b (1 - c)) u
      const length = multiply(e, subtract(1, multiply(subtract(1, c), b)));
      const move = (y: Tensor, z: Tensor, d: Tensor): Tensor =>
        subtract(multiply(subtract(z, y), castTo(c, y.dtype)), multiply(d, castTo(length, d.dtype)));
      const updates = mapTree(move, params, state.base, u);
      const base = mapTree((z: Tensor, d: Tensor) => add(z, d), state.base, scaleBy(negate(e), u));
      return [updates, { moments, base, interpolation: state.interpolation, weightSum, rate }];
    },
  });
}
