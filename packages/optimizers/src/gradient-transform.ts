import { describe, formatShape, fromBuffer, isFloat, isTensor, sameShape, type Tensor } from "@adjoint/tensor";
import { type AnyTree, mapTree, mapTreeWithPath, type TreeOf } from "@adjoint/tree";
import { scalar } from "./internal/scalar.ts";

/** What parameters may be. A program without tensors keeps its numbers and typed arrays. */
export type Leaf = Tensor | number | Float32Array | Float64Array;

/** The constraint "every leaf of P is a parameter": `<P extends Params<P>>`. */
export type Params<P> = TreeOf<P, Leaf>;

/** A tree of tensors whose form is not known to the type system. */
export type Tensors = AnyTree<Tensor>;

/** The value of the loss and its gradients at given parameters: those of the caller, or trees of tensors in a transform. */
export type ValueAndGradient<P> = (params: P) => readonly [value: Tensor | number, gradients: P];

declare const needs: unique symbol;
type ExtraArguments<Extra, P> = object extends Extra ? [extra?: ExtraFor<Extra, P>] : [extra: ExtraFor<Extra, P>];
/** What a transform asks for as a function of trees of tensors, its caller gives as one of parameters. */
type ExtraFor<Extra, P> = {
  [K in keyof Extra]: Extra[K] extends ValueAndGradient<Tensors> ? ValueAndGradient<P> : Extra[K];
};

/**
 * An optimizer, or a part of one: two pure functions, and a state that is plain named data.
 *
 * `Extra` is what a transform needs besides gradients, such as the `value` of the loss or `valueAndGradient`.
 */
export interface GradientTransform<State, Extra extends object = object> {
  /** For types only: `chain` adds up what its parts need, and what asks for less fits where more is given. */
  readonly [needs]?: (extra: Extra) => void;
  init<P extends Params<P>>(params: P): State;
  /**
   * The updates returned are ADDED to the parameters by `applyUpdates`; the descent sign is inside.
   * @throws TypeError that names the path where gradients and parameters differ in form; RangeError where in shape.
   */
  update<P extends Params<P>>(
    gradients: P,
    state: State,
    params: P,
    ...extra: ExtraArguments<Extra, NoInfer<P>>
  ): [updates: P, state: State];
}

/** Of a transform: what its parts need besides gradients. */
export type Needs<T> = T extends { readonly [needs]?: (extra: infer Extra) => void } ? Extra : never;

/**
 * Makes a transform that is written once, over trees of tensors: numbers and typed arrays become tensors on the way in
 * and what they were on the way out.
 * @example const negate = gradientTransform({ init: () => ({}), update: (gradients, state) => [mapTree(negate, gradients), state] })
 */
export const gradientTransform = <State, Extra extends object = object>(
  definition: Definition<State, Extra>,
): GradientTransform<State, Extra> => liftedTransform(definition, liftExtra);

interface Definition<State, Extra> {
  init(params: Tensors): State;
  update(gradients: Tensors, state: State, params: Tensors, extra: Extra): [updates: Tensors, state: State];
}

/** The same for a transform that asks for nothing else, and does not bring along how that would be lifted. */
export function liftedTransform<State, Extra extends object = object>(
  definition: Definition<State, Extra>,
  liftNeeds: (extra: object, params: unknown) => object = (extra) => extra,
): GradientTransform<State, Extra> {
  return {
    init: (params) => definition.init(lift(params)),
    update: (gradients, state, params, ...[extra = {}]) => {
      const targets = lift(params);
      const lifted = liftGradients(gradients, targets);
      const [updates, next] = definition.update(lifted, state, targets, liftNeeds(extra, params) as Extra); // {} where nothing is asked
      return [lower(gradients, updates), next];
    },
  };
}

/** Parameters as tensors; typed arrays are copied. @throws TypeError that names the path of what is no parameter. */
export const lift = (params: unknown): Tensors =>
  mapTreeWithPath((path: string, param: Leaf) => toTensor(path, copyOf(param)), params);

/** Tensors as what the leaves of another tree are. */
export const lower = <P>(like: P, tensors: Tensors): P =>
  mapTree((leaf: Leaf, t: Tensor) => copyOf(likeLeaf(leaf, t)), like, tensors) as P; // leaf by leaf what came in

const liftGradients = (gradients: unknown, params: Tensors): Tensors =>
  mapTreeWithPath(
    (path: string, gradient: Leaf, param: Tensor) => toTensorLike(param, path, copyOf(gradient)),
    gradients,
    params,
  );

/** A function that asks for the loss elsewhere is asked for tensors, but is one of the caller's parameters. */
function liftExtra(extra: { readonly valueAndGradient?: unknown }, params: unknown): object {
  const { valueAndGradient } = extra;
  if (typeof valueAndGradient !== "function") return extra;
  const lifted: ValueAndGradient<Tensors> = (at) => {
    const [value, gradients] = (valueAndGradient as ValueAndGradient<unknown>)(lower(params, at));
    return [value, liftGradients(gradients, at)];
  };
  return { ...extra, valueAndGradient: lifted };
}

/** Typed arrays belong to the caller, who may write to them: what a state keeps, and what it gave out, are copies. */
const copyOf = (leaf: Leaf): Leaf => (isArray(leaf) ? leaf.slice() : leaf);

const isArray = (leaf: Leaf): leaf is Float32Array | Float64Array =>
  leaf instanceof Float32Array || leaf instanceof Float64Array;

/** A leaf as a tensor: a number in double precision, a typed array without a copy. */
export function toTensor(path: string, leaf: Leaf): Tensor {
  if (isTensor(leaf) && isFloat(leaf.dtype)) return leaf;
  if (isArray(leaf)) {
    const dtype = leaf instanceof Float32Array ? "float32" : "float64";
    return fromBuffer(leaf, { shape: [leaf.length], dtype });
  }
  if (typeof leaf === "number") return scalar(leaf);
  throw new TypeError(
    `optimizer: ${path || "the parameter"} must be a float tensor, a number, a Float32Array or a Float64Array, got ${isTensor(leaf) ? leaf.dtype : describe(leaf)}; convert it?`,
  );
}

/** A gradient or an update as a tensor. @throws RangeError that names the path unless type and shape are its parameter's. */
export function toTensorLike(param: Tensor, path: string, leaf: Leaf, what = "gradient"): Tensor {
  const t = toTensor(path, leaf);
  if (t.dtype === param.dtype && sameShape(t.shape, param.shape)) return t;
  const [got, wanted] = [t, param].map(({ dtype, shape }) => `${dtype} ${formatShape(shape)}`);
  throw new RangeError(
    `optimizer: the ${what} ${path && `at ${path} `}must be ${wanted} as its parameter is, got ${got}; reshape or cast it?`,
  );
}

/** A tensor as the kind of leaf that another one is. */
export function likeLeaf(like: Leaf, t: Tensor): Leaf {
  if (isTensor(like)) return t;
  return typeof like === "number" ? t.item() : (t.dataSync() as Float32Array | Float64Array); // made from one of them
}
