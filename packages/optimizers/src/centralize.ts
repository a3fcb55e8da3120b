import { mean, subtract, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { GradientTransform } from "./gradient-transform.ts";
import { defaultUnitAxes, type UnitAxes } from "./internal/unit-axes.ts";
import { type EmptyState, stateless } from "./stateless.ts";

export interface CentralizeOptions {
  /**
   * The axes within the weights of one unit. Default: the first of a matrix [inputs, outputs], all but the first of more
   * axes [outputs, inputs, ...window].
   */
  readonly unitAxes?: UnitAxes;
}

/**
 * Takes the mean of the gradient of each unit away, so that the sum of its weights stays as it is. Vectors and scalars
 * stay as they are.
 * @see Yong, Huang, Hua, Zhang 2020, Gradient centralization: a new optimization technique, eq. 1
 * @example chain({ centralize: centralize(), adam: adam({ learningRate: 1e-3 }) })
 */
export function centralize({ unitAxes = defaultUnitAxes }: CentralizeOptions = {}): GradientTransform<EmptyState> {
  const centre = (path: string, g: Tensor): Tensor =>
    g.rank < 2 || g.size === 0 ? g : subtract(g, mean(g, { axis: unitAxes(path, g), keepDims: true }));
  return stateless((gradients) => mapTreeWithPath(centre, gradients));
}
