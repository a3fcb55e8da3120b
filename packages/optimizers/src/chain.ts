import { type GradientTransform, gradientTransform, type Needs, type Tensors } from "./gradient-transform.ts";

/** Any transform, whatever its state and needs. */
export interface Part {
  init(params: never): unknown;
  update(gradients: never, state: never, params: never, ...extra: never): readonly [unknown, unknown];
}
type Parts = Readonly<Record<string, Part>>;
type Intersection<U> = (U extends unknown ? (u: U) => void : never) extends (u: infer I) => void ? I : never;
type Flat<T> = { [K in keyof T]: T[K] } & {};

/** The states of the parts, by their names. */
export type ChainState<T extends Parts> = { [K in keyof T]: ReturnType<T[K]["init"]> };
/** What the parts need besides gradients, together. */
export type NeedsOfAll<T extends Parts> = Flat<Intersection<Needs<T[keyof T]>> & object>;

/**
 * Transforms one after the other, each on the updates of the one before. The state is a record of theirs, by the names
 * given here, and what they need besides gradients adds up.
 * @example const optimizer = chain({ clip: clipByGlobalNorm(1), adam: scaleByAdam(), rate: scaleByLearningRate(1e-3) })
 */
export function chain<T extends Parts>(parts: T): GradientTransform<ChainState<T>, NeedsOfAll<T>> {
  // each T[K] is a transform; `Part` only hides what differs between them
  const named = Object.entries(parts) as unknown as [keyof T & string, GradientTransform<unknown>][];
  return gradientTransform<ChainState<T>, NeedsOfAll<T>>({
    init: (params) => Object.fromEntries(named.map(([name, part]) => [name, part.init(params)])) as ChainState<T>,
    update: (gradients, state, params, extra) => {
      let updates: Tensors = gradients;
      const next = named.map(([name, part]): [string, unknown] => {
        const [passed, partState] = part.update(updates, state[name], params, extra);
        updates = passed;
        return [name, partState];
      });
      return [updates, Object.fromEntries(next) as ChainState<T>];
    },
  });
}
