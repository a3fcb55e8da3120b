import type { Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { ChainState, NeedsOfAll, Part } from "./chain.ts";
import {
  type GradientTransform,
  gradientTransform,
  type Tensors,
  type ValueAndGradient,
} from "./gradient-transform.ts";
import { type Match, matcherOf } from "./match.ts";

/** Which leaves, and what becomes of their gradients. */
export interface PartitionPart<T extends Part = Part> {
  readonly match: Match;
  readonly transform: T;
}
type TransformsOf<T extends Readonly<Record<string, PartitionPart>>> = { [K in keyof T]: T[K]["transform"] };

/** Leaves by their paths, a tree of one level. */
type Leaves = Readonly<Record<string, Tensor>>;

/**
 * A transform for each part of the leaves; a leaf belongs to the first part that matches it. A part sees its leaves as
 * a record by path, such as `{ "layers/0/bias": tensor }`, and the state is a record of theirs, by the names given here.
 * @throws TypeError that names the path of a leaf that no part matches.
 * @example
 * const optimizer = partition({
 *   biases: { match: (path) => path.endsWith("bias"), transform: sgd({ learningRate: 0.1 }) },
 *   rest: { match: "**", transform: adam({ learningRate: 1e-3 }) },
 * });
 */
export function partition<T extends Readonly<Record<string, PartitionPart>>>(
  parts: T,
): GradientTransform<ChainState<TransformsOf<T>>, NeedsOfAll<TransformsOf<T>>> {
  type State = ChainState<TransformsOf<T>>;
  // each is a transform; `Part` only hides what differs between them
  const members = Object.entries(parts).map(
    ([name, { match, transform }]): [
      keyof State & string,
      ReturnType<typeof matcherOf>,
      GradientTransform<unknown>,
    ] => [name as keyof State & string, matcherOf(match), transform as unknown as GradientTransform<unknown>],
  );
  const ownerOf = (path: string, param: Tensor): string => {
    const owner = members.find(([, matches]) => matches(path, param));
    if (owner) return owner[0];
    const place = path || "the parameter";
    throw new TypeError(`partition: ${place} must belong to a part, got no match; add a last part { match: "**" }?`);
  };
  const ownersOf = (params: Tensors): Map<string, string> => {
    const owners = new Map<string, string>();
    mapTreeWithPath((path: string, param: Tensor) => owners.set(path, ownerOf(path, param)), params);
    return owners;
  };
  return gradientTransform<State, NeedsOfAll<TransformsOf<T>>>({
    init: (params) => {
      const owners = ownersOf(params);
      const states = members.map(([name, , transform]) => [name, transform.init(select(params, owners, name))]);
      return Object.fromEntries(states) as State;
    },
    update: (gradients, state, params, extra) => {
      const owners = ownersOf(params);
      const updates: Record<string, Leaves> = {};
      const states = members.map(([name, , transform]) => {
        const mine = select(params, owners, name);
        const needs = restrict(extra, params, owners, name);
        const [own, next] = transform.update(select(gradients, owners, name), state[name], mine, needs);
        updates[name] = own;
        return [name, next];
      });
      const merged = mapTreeWithPath((path: string) => updates[owners.get(path)!]![path]!, gradients);
      return [merged, Object.fromEntries(states) as State];
    },
  });
}

/** The leaves of one owner. */
function select(tree: Tensors, owners: ReadonlyMap<string, string>, name: string): Leaves {
  const leaves: [string, Tensor][] = [];
  mapTreeWithPath((path: string, leaf: Tensor) => {
    if (owners.get(path) === name) leaves.push([path, leaf]);
  }, tree);
  return Object.fromEntries(leaves);
}

/** A part that asks for the loss elsewhere moves its own leaves; the others stay. */
function restrict(extra: object, params: Tensors, owners: ReadonlyMap<string, string>, name: string): object {
  const { valueAndGradient } = extra as { readonly valueAndGradient?: ValueAndGradient<Tensors> };
  if (!valueAndGradient) return extra;
  const own: ValueAndGradient<Leaves> = (leaves) => {
    const at = mapTreeWithPath((path: string, p: Tensor) => (owners.get(path) === name ? leaves[path]! : p), params);
    const [value, gradients] = valueAndGradient(at);
    return [value, select(gradients, owners, name)];
  };
  return { ...extra, valueAndGradient: own };
}
