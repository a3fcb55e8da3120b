import { add, equal, remainder, subtract, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkCount } from "./internal/check-count.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { choose } from "./internal/choose.ts";
import { approach } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";

export interface LookaheadOptions {
  /** k: the fast steps to each slow one; default 5. */
  readonly every?: number;
  /** alpha: how far a slow step goes towards the fast parameters, from 0 to 1; default 0.5. */
  readonly slowRate?: number;
}

export interface LookaheadState<State> {
  /** Of the transform inside. */
  readonly inner: State;
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** The slow parameters: what to evaluate with. */
  readonly slow: Tensors;
}

/**
 * Lookahead: after `every` steps the slow parameters go a part of the way to where the fast ones got,
 * s <- s + alpha (p - s), and the fast ones start from there, p <- s. The transform inside keeps its state.
 * @throws RangeError unless every is an integer from 1 up and slowRate is from 0 to 1.
 * @see Zhang, Lucas, Hinton, Ba 2019, Lookahead optimizer: k steps forward, 1 step back, Algorithm 1
 * @example const optimizer = lookahead(adam({ learningRate: 1e-3 }), { every: 6 })
 */
export function lookahead<State, Extra extends object>(
  transform: GradientTransform<State, Extra>,
  { every = 5, slowRate = 0.5 }: LookaheadOptions = {},
): GradientTransform<LookaheadState<State>, Extra> {
  checkCount("lookahead: every", every);
  checkSetting("lookahead: slowRate", slowRate, "[0,1]");
  const inside = transform as GradientTransform<State>; // what it needs is passed on
  return gradientTransform<LookaheadState<State>, Extra>({
    init: (params) => ({ inner: inside.init(params), step: counter(), slow: params }),
    update: (gradients, state, params, extra) => {
      const [updates, inner] = inside.update<Tensors>(gradients, state.inner, params, extra);
      const step = add(state.step, 1);
      const advance = (s: Tensor, p: Tensor, u: Tensor): Tensor => approach(s, add(p, u), slowRate);
      const [together, slow] = choose<[Tensors, Tensors]>(
        equal(remainder(step, every), 0),
        () => {
          const next = mapTree(advance, state.slow, params, updates);
          return [mapTree((s: Tensor, p: Tensor) => subtract(s, p), next, params), next];
        },
        () => [updates, state.slow],
      );
      return [together, { inner, step, slow }];
    },
  });
}
