import { isTensor, type Tensor } from "@adjoint/tensor";
import { identityOf } from "./internal/identity-of.ts";
import { textOf } from "./internal/text-of.ts";

/** What decides whether a program fits: forms, shapes and types, and everything that is no tensor. */
export interface Signature {
  readonly key: string;
  /** The tensors, in the order of the graph's inputs. */
  readonly tensors: readonly Tensor[];
}

/** The signature of some arguments. It is taken at each call, so it is one walk and one text. */
export function signatureOf(args: readonly unknown[]): Signature {
  const tensors: Tensor[] = [];
  const key = textOf(args, (leaf) => {
    if (!isTensor(leaf)) return identityOf(leaf);
    tensors.push(leaf);
    return `${leaf.dtype}[${leaf.shape.join()}]`;
  });
  return { key, tensors };
}
