import { add, castTo, logicalAnd, logicalNot, type Tensor } from "@adjoint/tensor";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { allFinite } from "./internal/all-finite.ts";
import { choose } from "./internal/choose.ts";
import { zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";

export interface SkipNonFiniteState<State> {
  /** Of the transform inside. */
  readonly inner: State;
  /** Steps attempted, [] int32. */
  readonly step: Tensor;
  /** Steps left out, [] int32. */
  readonly skipped: Tensor;
}

/**
 * Leaves out a step whose gradients are not all finite, or that would lead to updates or a state that are not (the
 * square of 1e30 in float32): the updates are 0, the state inside stays as it was.
 * @example const optimizer = skipNonFinite(adam({ learningRate: 1e-3 }))
 */
export const skipNonFinite = <State, Extra extends object>(
  transform: GradientTransform<State, Extra>,
): GradientTransform<SkipNonFiniteState<State>, Extra> => {
  const inside = transform as GradientTransform<State>; // what it needs is passed on
  return gradientTransform<SkipNonFiniteState<State>, Extra>({
    init: (params) => ({ inner: inside.init(params), step: counter(), skipped: counter() }),
    update: (gradients, { inner, step, skipped }, params, extra) => {
      const attempt = inside.update<Tensors>(gradients, inner, params, extra);
      const isGood = logicalAnd(allFinite(gradients), allFinite(attempt));
      const [updates, next] = choose<[Tensors, State]>(
        isGood,
        () => attempt,
        () => [zerosOf(gradients), inner],
      );
      const missed = castTo(logicalNot(isGood), "int32");
      return [updates, { inner: next, step: add(step, 1), skipped: add(skipped, missed) }];
    },
  });
};
