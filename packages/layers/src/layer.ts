import type { RandomKey, Shape, Tensor } from "@adjoint/tensor";
import type { Description } from "./description.ts";

/** The parameters or the state of a layer that has none: a record without fields. */
export interface Nothing {}

/** What every layer may be told. A layer hands it on to those it is made of, each with a key of its own. */
export interface ApplyOptions {
  /** What random layers draw from while training; the same key gives the same numbers. */
  readonly key?: RandomKey | undefined;
  /** Is this a step of training? Default: false. Dropout and batch normalization differ. */
  readonly training?: boolean | undefined;
  /** `bool` [batch, time]: where a sequence has an element. Recurrent layers and attention see no other. */
  readonly mask?: Tensor | undefined;
  /** [batch, m, width]: another sequence, which attention with a `contextWidth` looks at. */
  readonly context?: Tensor | undefined;
  /** `bool` [batch, m]: where the context has an element. */
  readonly contextMask?: Tensor | undefined;
}

/** A layer with a state must be given it. */
export type OptionsFor<S> = keyof S extends never
  ? [options?: ApplyOptions & { readonly state?: S }]
  : [options: ApplyOptions & { readonly state: S }];

/**
 * A function of tensors with parameters: it holds none, but says which it needs. Nothing here changes anything; all
 * that a layer knows is in what it is given.
 *
 * P is the tree of parameters, S the tree of what is no parameter and yet changes with training (running statistics).
 * Input shapes are those of one example, without the axis of the batch; tensors have that axis first.
 */
export interface Layer<P, S = Nothing> {
  /** What messages and summaries call it. */
  readonly name: string;
  /** Parameters to start from, for examples of this shape. @throws ShapeError when the layer cannot take them. */
  init(key: RandomKey, inputShape: Shape): P;
  /** The state to start from. */
  initState(inputShape: Shape): S;
  /** The output. */
  apply(params: P, x: Tensor, ...options: OptionsFor<S>): Tensor;
  /** The output, and the state for the next step. */
  applyWithState(params: P, x: Tensor, ...options: OptionsFor<S>): [output: Tensor, state: S];
  /** What it would make of examples of this shape; nothing is allocated. @throws as `init`. */
  describe(inputShape: Shape): Description;
}

/** A layer of which only that is known. Methods accept the parameters of every layer: hand each its own. */
export type AnyLayer = Layer<unknown, object>;

/** The tree of parameters of a layer. @example type Params = ParamsOf<typeof model> */
export type ParamsOf<L extends AnyLayer> = ReturnType<L["init"]>;
/** The tree of the state of a layer. */
export type StateOf<L extends AnyLayer> = ReturnType<L["initState"]>;
