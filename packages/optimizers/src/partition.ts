import type { Tensor } from "@adjoint/tensor";
import { type AnyTree, filterTree, mapTree, mapTreeWithPath } from "@adjoint/tree";
import type { ChainState, NeedsOfAll, Part } from "./chain.ts";
import {
  type GradientTransform,
  gradientTransform,
  type Leaf,
  type Tensors,
  type ValueAndGradient,
} from "./gradient-transform.ts";
import { byPath } from "./internal/by-path.ts";
import { type Match, matcherOf } from "./match.ts";

/** Which leaves, and what becomes of their gradients. */
export interface PartitionPart<T extends Part = Part> {
  readonly match: Match;
  readonly transform: T;
}
type TransformsOf<T extends Readonly<Record<string, PartitionPart>>> = { [K in keyof T]: T[K]["transform"] };

/** Whose each leaf is. */
interface Owners {
  /** The leaves of one part, under the paths that they have. */
  select<L>(tree: AnyTree<L>, name: string): AnyTree<L>;
}

/**
 * A transform for each part of the leaves; a leaf belongs to the first part that matches it. A part sees its leaves alone,
 * under the paths that they have (in records: `{ layers: { 0: { bias } } }`), and the state is a record of theirs, by the
 * names given here.
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
  const ownersOf = (params: Tensors): Owners => {
    const owners = byPath(params, (param, path) => ownerOf(path, param));
    return { select: (tree, name) => filterTree((path) => owners[path] === name, tree) };
  };
  return gradientTransform<State, NeedsOfAll<TransformsOf<T>>>({
    init: (params) => {
      const owners = ownersOf(params);
      const states = members.map(([name, , transform]) => [name, transform.init(owners.select(params, name))]);
      return Object.fromEntries(states) as State;
    },
    update: (gradients, state, params, extra) => {
      const owners = ownersOf(params);
      let merged = gradients;
      const states = members.map(([name, , transform]) => {
        const [own, mine] = [owners.select(gradients, name), owners.select(params, name)];
        const [updates, next] = transform.update(own, state[name], mine, restrict(extra, params, owners, name));
        merged = replaced(merged, updates);
        return [name, next];
      });
      return [merged, Object.fromEntries(states) as State];
    },
  });
}

/** What a part asks for elsewhere and what it is told of the curvature is about its own leaves; the others stay. */
function restrict(extra: object, params: Tensors, owners: Owners, name: string): object {
  const { valueAndGradient, hessianDiagonal } = extra as LeavesElsewhere;
  const own: { -readonly [K in keyof LeavesElsewhere]: LeavesElsewhere[K] } = {};
  if (valueAndGradient)
    own.valueAndGradient = (leaves) => {
      const [value, gradients] = valueAndGradient(replaced(params, leaves));
      return [value, owners.select(gradients, name)];
    };
  if (hessianDiagonal !== undefined)
    own.hessianDiagonal = owners.select(
      mapTree((_: Tensor, leaf: Leaf) => leaf, params, hessianDiagonal), // of the form of the parameters, or it throws
      name,
    );
  return { ...extra, ...own };
}

/** What comes besides gradients and has leaves for those of the parameters. */
interface LeavesElsewhere {
  readonly valueAndGradient?: ValueAndGradient<Tensors>;
  readonly hessianDiagonal?: AnyTree<Leaf>;
}

/** A tree with other leaves where another one has some. */
function replaced(tree: Tensors, leaves: Tensors): Tensors {
  const others = byPath(leaves, (leaf) => leaf);
  return mapTreeWithPath((path: string, leaf: Tensor) => others[path] ?? leaf, tree);
}
