import { divide, greater, where } from "@adjoint/tensor";
import { normOf } from "./global-norm.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { scalar } from "./internal/scalar.ts";
import { scaleBy } from "./internal/scale-by.ts";
import { type EmptyState, stateless } from "./stateless.ts";

/**
 * Gives all gradients together the norm 1; those of 0 stay 0. The rate then is the length of a step.
 * @example chain({ normalize: normalize(), rate: scaleByLearningRate(0.01) })
 */
export const normalize = (): GradientTransform<EmptyState> =>
  stateless((gradients) => {
    const norm = normOf(gradients);
    const hasLength = greater(norm, 0);
    const one = scalar(1);
    return scaleBy(where(hasLength, divide(one, where(hasLength, norm, 1)), norm), gradients);
  });
