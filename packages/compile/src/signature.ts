import { isTensor, type Tensor } from "@adjoint/tensor";
import { identityOf } from "./internal/identity-of.ts";

/** What decides whether a program fits: forms, shapes and types, and everything that is no tensor. */
export interface Signature {
  readonly key: string;
  /** The tensors, in the order of the graph's inputs. */
  readonly tensors: readonly Tensor[];
}

/** The signature of some arguments. It is taken at each call, so it is one walk and one text. */
export function signatureOf(args: readonly unknown[]): Signature {
  const tensors: Tensor[] = [];
  return { key: describe(args, tensors), tensors };
}

function describe(node: unknown, tensors: Tensor[]): string {
  if (isTensor(node)) {
    tensors.push(node);
    return `${node.dtype}[${node.shape.join()}]`;
  }
  if (Array.isArray(node)) {
    let text = "(";
    for (const child of node) text += `${describe(child, tensors)},`;
    return `${text})`;
  }
  if (!isRecord(node)) return identityOf(node);
  let text = "{";
  for (const name of Object.keys(node))
    if (node[name] !== undefined) text += `${JSON.stringify(name)}:${describe(node[name], tensors)},`;
  return `${text}}`;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
