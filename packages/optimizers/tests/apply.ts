import type { GradientTransform, Params } from "../src/index.ts";

/** The updates of the first step. */
export function apply<P extends Params<P>>(
  transform: GradientTransform<unknown>,
  gradients: P,
  params: P = gradients,
): P {
  return transform.update(gradients, transform.init(params), params)[0];
}
