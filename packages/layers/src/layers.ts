import type { AnyLayer, Nothing, ParamsOf, StateOf } from "./layer.ts";

/** Layers by name, or in a list. */
export type Layers = readonly AnyLayer[] | { readonly [name: string]: AnyLayer };

type Params<L> = L extends AnyLayer ? ParamsOf<L> : never;
type State<L> = L extends AnyLayer ? StateOf<L> : never;
/** The layers of a union that have a state. */
type Stateful<L> = L extends AnyLayer ? (keyof StateOf<L> extends never ? never : L) : never;

/** The parameters of each layer in its place; a record leaves out layers without parameters. */
export type ParamsOfAll<L extends Layers> = L extends readonly AnyLayer[]
  ? { readonly [K in keyof L]: Params<L[K]> }
  : { readonly [K in keyof L as [keyof Params<L[K]>] extends [never] ? never : K]: Params<L[K]> };

/** The state of each layer in the same way; nothing where none has one. */
export type StateOfAll<L extends Layers> = L extends readonly AnyLayer[]
  ? [Stateful<L[number]>] extends [never]
    ? Nothing
    : { readonly [K in keyof L]: State<L[K]> }
  : { readonly [K in keyof L as [keyof State<L[K]>] extends [never] ? never : K]: State<L[K]> };
