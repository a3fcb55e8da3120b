import { foldIn, type RandomKey, type Shape, sizeOf, type Tensor } from "@adjoint/tensor";
import type { Fans, Initializer } from "../initializers/initializer.ts";

/** A tensor that is not there yet. */
export interface TensorDefinition {
  readonly shape: Shape;
  readonly initializer: Initializer;
  readonly fans?: Fans;
}
/** One for each field. */
export type Definitions<P> = { readonly [K in keyof P]: TensorDefinition };

/** The tensors, each from a key of its own. */
export function initialize<P>(definitions: Definitions<P>, key: RandomKey): P {
  const tensors = entriesOf(definitions).map(([name, { shape, initializer, fans }], i): [string, Tensor] => [
    name,
    initializer(foldIn(key, i), shape, fans),
  ]);
  return Object.fromEntries(tensors) as P; // a tensor for each field, as P says
}

/** How many numbers they hold. */
export const countNumbers = <P>(definitions: Definitions<P>): number =>
  entriesOf(definitions).reduce((total, [, { shape }]) => total + sizeOf(shape), 0);

const entriesOf = <P>(definitions: Definitions<P>): [string, TensorDefinition][] =>
  Object.entries<TensorDefinition>(definitions);
