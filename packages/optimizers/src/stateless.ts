import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";

/** A state without content. */
export type EmptyState = Readonly<Record<string, never>>;

/** A transform that remembers nothing, from a function of gradients and parameters. */
export const stateless = (update: (gradients: Tensors, params: Tensors) => Tensors): GradientTransform<EmptyState> =>
  gradientTransform({ init: () => ({}), update: (gradients, state, params) => [update(gradients, params), state] });

/** Leaves the gradients as they are: a part of a chain that an option turned off. */
export const identity = (): GradientTransform<EmptyState> => stateless((gradients) => gradients);
