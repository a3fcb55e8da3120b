import type { GradientTransform } from "./gradient-transform.ts";
import type { Match } from "./match.ts";
import { partition } from "./partition.ts";
import type { EmptyState } from "./stateless.ts";
import { zeroUpdates } from "./zero-updates.ts";

export interface FreezeState<State> {
  readonly frozen: EmptyState;
  /** Of the transform of all other leaves, which sees no others. */
  readonly trained: State;
}

/**
 * The transform, but for leaves that are frozen: those get updates of 0, also for a gradient that is NaN, and leave
 * nothing in the state.
 * @example const optimizer = freeze("encoder/**", adam({ learningRate: 1e-3 }))
 */
export const freeze = <State, Extra extends object>(
  match: Match,
  transform: GradientTransform<State, Extra>,
): GradientTransform<FreezeState<State>, Extra> =>
  partition({
    frozen: { match, transform: zeroUpdates() },
    trained: { match: "**", transform },
  }) as GradientTransform<FreezeState<State>, Extra>; // what partition infers, without the detour over its parts
