import { formatShape, isTensor, type Tensor, tensor } from "@adjoint/tensor";
import { type AnyTree, mapTree, mapTreeWithPath, type TreeOf } from "@adjoint/tree";

/** What parameters may be. A program without tensors keeps its numbers and typed arrays. */
export type Leaf = Tensor | number | Float32Array | Float64Array;

/** The constraint "every leaf of P is a parameter": `<P extends Params<P>>`. */
export type Params<P> = TreeOf<P, Leaf>;

/** A tree of tensors whose form is not known to the type system. */
export type Tensors = AnyTree<Tensor>;

declare const needs: unique symbol;
type ExtraArguments<Extra> = object extends Extra ? [extra?: Extra] : [extra: Extra];

/**
 * An optimizer, or a part of one: two pure functions, and a state that is plain named data.
 *
 * `Extra` is what a transform needs besides gradients, such as the value of the loss.
 */
export interface GradientTransform<State, Extra extends object = object> {
  /** For types only: `chain` adds up what its parts need. */
  readonly [needs]?: Extra;
  init<P extends Params<P>>(params: P): State;
  /**
   * The updates returned are ADDED to the parameters by `applyUpdates`; the descent sign is inside.
   * @throws TypeError that names the path where gradients and parameters differ in form; RangeError where in shape.
   */
  update<P extends Params<P>>(
    gradients: P,
    state: State,
    params: NoInfer<P>,
    ...extra: ExtraArguments<Extra>
  ): [updates: P, state: State];
}

/** Of a transform: what its parts need besides gradients. */
export type Needs<T> = T extends { readonly [needs]?: infer Extra } ? Exclude<Extra, undefined> : never;

/**
 * Makes a transform that is written once, over trees of tensors: numbers and typed arrays become tensors on the way in
 * and what they were on the way out.
 * @example const negate = gradientTransform({ init: () => ({}), update: (gradients, state) => [mapTree(negate, gradients), state] })
 */
export function gradientTransform<State, Extra extends object = object>(definition: {
  init(params: Tensors): State;
  update(gradients: Tensors, state: State, params: Tensors, extra: Extra): [updates: Tensors, state: State];
}): GradientTransform<State, Extra> {
  return {
    init: (params) => definition.init(mapTreeWithPath(toTensor, params)),
    update: (gradients, state, params, ...[extra]) => {
      const targets = mapTreeWithPath(toTensor, params);
      const lifted = mapTreeWithPath(toGradient, gradients, targets);
      const [updates, next] = definition.update(lifted, state, targets, (extra ?? {}) as Extra); // {} where nothing is asked
      return [mapTree(likeLeaf, gradients, updates) as typeof gradients, next]; // leaf by leaf what came in
    },
  };
}

/** A parameter as a tensor: a number in double precision, a typed array without a copy. */
export function toTensor(path: string, leaf: Leaf): Tensor {
  if (isTensor(leaf)) return leaf;
  if (typeof leaf === "number") return tensor(leaf, { dtype: "float64" });
  if (leaf instanceof Float32Array || leaf instanceof Float64Array) return tensor(leaf);
  throw new TypeError(
    `optimizer: ${path || "the parameter"} must be a tensor, a number, a Float32Array or a Float64Array, got ${kindOf(leaf)}; convert it?`,
  );
}

const kindOf = (value: unknown): string =>
  typeof value === "object" && value !== null ? (value.constructor?.name ?? "an object") : typeof value;

function toGradient(path: string, leaf: Leaf, param: Tensor): Tensor {
  const gradient = toTensor(path, leaf);
  const [got, wanted] = [gradient, param].map(({ dtype, shape }) => `${dtype} ${formatShape(shape)}`);
  if (got !== wanted)
    throw new RangeError(
      `optimizer: the gradient ${path && `at ${path} `}must be ${wanted} as its parameter is, got ${got}; reshape or cast it?`,
    );
  return gradient;
}

/** A tensor as the kind of leaf that another one is. */
export function likeLeaf(like: Leaf, t: Tensor): Leaf {
  if (isTensor(like)) return t;
  return typeof like === "number" ? t.item() : (t.dataSync() as Float32Array | Float64Array); // made from one of them
}
