/** A tree whose form is not known to the type system: a leaf, an array of trees or a record of trees. */
export type AnyTree<L> = L | readonly AnyTree<L>[] | { readonly [name: string]: AnyTree<L> };

/**
 * The constraint "every leaf of P is an L", as in `function f<P extends TreeOf<P, Tensor>>(params: P): P`.
 * It accepts interfaces, tuples and optional fields, and leaves P as it is.
 */
export type TreeOf<P, L> = AnyTree<L> | { readonly [K in keyof P]: Checked<P[K], L> };

type Checked<P, L> = P extends AnyTree<L> | undefined
  ? P
  : P extends (...inputs: never) => unknown
    ? L
    : P extends object
      ? { readonly [K in keyof P]: Checked<P[K], L> }
      : L;
