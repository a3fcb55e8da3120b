import {
  add,
  castTo,
  divide,
  equal,
  greater,
  logicalAnd,
  maximum,
  remainder,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { allFinite } from "./internal/all-finite.ts";
import { checkCount } from "./internal/check-count.ts";
import { choose } from "./internal/choose.ts";
import { approach, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";

export interface AccumulateState<State> {
  /** Of the transform inside. */
  readonly inner: State;
  /** Minibatches seen, [] int32. */
  readonly step: Tensor;
  /** Minibatches in the mean, [] int32. */
  readonly count: Tensor;
  /** The mean of their gradients. */
  readonly mean: Tensors;
}

/**
 * A batch in `every` minibatches: updates of 0 until the last of them, then one step of the transform on the mean of
 * their gradients. A minibatch whose gradients are not all finite is left out of the mean; without any there is no step.
 * @throws RangeError unless every is an integer from 1 up.
 * @example const optimizer = accumulate(8, adam({ learningRate: 1e-3 }))
 */
export function accumulate<State, Extra extends object>(
  every: number,
  transform: GradientTransform<State, Extra>,
): GradientTransform<AccumulateState<State>, Extra> {
  checkCount("accumulate: every", every);
  const inside = transform as GradientTransform<State>; // what it needs is passed on
  return gradientTransform<AccumulateState<State>, Extra>({
    init: (params) => ({ inner: inside.init(params), step: counter(), count: counter(), mean: zerosOf(params) }),
    update: (gradients, state, params, extra) => {
      const isGood = allFinite(gradients);
      const step = add(state.step, 1);
      const count = add(state.count, castTo(isGood, "int32"));
      // not on the host: what is counted depends on the gradients
      const follow = (mean: Tensor, g: Tensor): Tensor =>
        where(isGood, approach(mean, g, divide(1, maximum(castTo(count, mean.dtype), 1))), mean);
      const mean = mapTree(follow, state.mean, gradients);
      const isLast = equal(remainder(step, every), 0);
      const [updates, inner] = choose<[Tensors, State]>(
        logicalAnd(isLast, greater(count, 0)),
        () => inside.update<Tensors>(mean, state.inner, params, extra),
        () => [zerosOf(gradients), state.inner],
      );
      const rest = choose<{ count: Tensor; mean: Tensors }>(
        isLast,
        () => ({ count: counter(), mean: zerosOf(mean) }),
        () => ({ count, mean }),
      );
      return [updates, { inner, step, ...rest }];
    },
  });
}
