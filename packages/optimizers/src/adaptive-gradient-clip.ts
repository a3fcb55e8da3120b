import { divide, greater, maximum, multiply, norm, type Tensor, where } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { defaultUnitAxes, type UnitAxes } from "./internal/unit-axes.ts";
import { type EmptyState, stateless } from "./stateless.ts";

export interface AdaptiveGradientClipOptions {
  /** The largest ratio of the norms of gradient and weights of a unit, above 0; default 0.01. */
  readonly ratio?: number;
  /** The least norm that weights count as having, above 0; default 1e-3. */
  readonly epsilon?: number;
  /**
   * The axes within the weights of one unit. Default: the first of a matrix [inputs, outputs], all but the first of more
   * axes [outputs, inputs, ...window], all of a vector.
   */
  readonly unitAxes?: UnitAxes;
}

/**
 * Clips the gradient of each unit where it is large for the weights of that unit: g <- g ratio max(|p|, epsilon) / |g|
 * where |g| is more than ratio max(|p|, epsilon).
 * @throws RangeError unless ratio and epsilon are above 0.
 * @see Brock, De, Smith, Simonyan 2021, High-performance large-scale image recognition without normalization, eq. 3
 * @example chain({ clip: adaptiveGradientClip(), momentum: momentum({ learningRate: 0.1 }) })
 */
export function adaptiveGradientClip({
  ratio = 0.01,
  epsilon = 1e-3,
  unitAxes = defaultUnitAxes,
}: AdaptiveGradientClipOptions = {}): GradientTransform<EmptyState> {
  checkSetting("adaptiveGradientClip: ratio", ratio, "(0,∞)");
  checkSetting("adaptiveGradientClip: epsilon", epsilon, "(0,∞)");
  const limit = (path: string, g: Tensor, p: Tensor): Tensor => {
    const within = { axis: unitAxes(path, p), keepDims: true };
    const slope = norm(g, within);
    const bound = multiply(maximum(norm(p, within), epsilon), ratio);
    const isLarge = greater(slope, bound);
    return multiply(g, where(isLarge, divide(bound, where(isLarge, slope, 1)), 1));
  };
  return stateless((gradients, params) => mapTreeWithPath(limit, gradients, params));
}
