import { abs, add, castTo, divide, greater, multiply, square, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { normOf } from "./global-norm.ts";
import {
  type GradientTransform,
  gradientTransform,
  type Tensors,
  type ValueAndGradient,
} from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { scalar } from "./internal/scalar.ts";

export interface SharpnessAwareOptions {
  /** rho: how far away the gradient is taken, above 0; default 0.05. */
  readonly radius?: number;
  /** Measure the distance relative to the size of each parameter; default false. */
  readonly adaptive?: boolean;
}

/** What a transform needs that looks at the loss elsewhere. */
export interface LossElsewhere {
  /** The loss and its gradients, on the batch of this step, at any parameters. */
  readonly valueAndGradient: ValueAndGradient<Tensors>;
}

/**
 * Sharpness-aware minimization: the transform gets the gradient at p + rho g / |g|, the worst place near by, and so
 * prefers flat minima. Adaptive: at p + rho p*p*g / |p*g|. With a gradient of 0 it is that at p. Each step costs a second
 * gradient, asked of `valueAndGradient`.
 * @throws RangeError unless radius is above 0; TypeError when valueAndGradient is missing.
 * @see Foret et al. 2021, Sharpness-aware minimization, Algorithm 1; adaptive: Kwon et al. 2021, ASAM
 * @example optimizer.update(gradients, state, params, { valueAndGradient: (p) => valueAndGrad(loss)(p, x, y) })
 */
export function sharpnessAware<State, Extra extends object>(
  transform: GradientTransform<State, Extra>,
  { radius = 0.05, adaptive = false }: SharpnessAwareOptions = {},
): GradientTransform<State, Extra & LossElsewhere> {
  checkSetting("sharpnessAware: radius", radius, "(0,∞)");
  const inside = transform as GradientTransform<State>; // what it needs is passed on
  return gradientTransform<State, Extra & LossElsewhere>({
    init: (params) => inside.init(params),
    update: (gradients, state, params, extra) => {
      if (typeof extra.valueAndGradient !== "function")
        throw new TypeError(
          `sharpnessAware: update needs valueAndGradient, a function of the parameters, got ${typeof extra.valueAndGradient}; pass { valueAndGradient }?`,
        );
      const weigh = (g: Tensor, p: Tensor): Tensor => (adaptive ? multiply(abs(p), g) : g);
      const stretch = (g: Tensor, p: Tensor): Tensor => (adaptive ? multiply(square(p), g) : g);
      const norm = normOf(mapTree(weigh, gradients, params));
      const hasSlope = greater(norm, 0);
      const length = where(hasSlope, divide(scalar(radius), where(hasSlope, norm, 1)), 0);
      const climb = (p: Tensor, g: Tensor): Tensor => add(p, multiply(stretch(g, p), castTo(length, g.dtype)));
      const [, worst] = extra.valueAndGradient(mapTree(climb, params, gradients));
      return inside.update<Tensors>(worst, state, params, extra);
    },
  });
}
