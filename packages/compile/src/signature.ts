import { type DType, isTensor, type Shape, sameShape, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { identityOf } from "./internal/identity-of.ts";

/** What decides whether a program fits: forms, shapes and types, and everything that is no tensor. */
export interface Signature {
  readonly key: string;
  /** The tensors, in the order of the graph's inputs. */
  readonly tensors: readonly Tensor[];
}

/** The signature of some arguments. It takes a while: a call first looks whether its arguments `fit` those of the last one. */
export function signatureOf(args: readonly unknown[]): Signature {
  const tensors: Tensor[] = [];
  return { key: describe(args, tensors), tensors };
}

/** In the place of a tensor, in the form of arguments. */
class Kind {
  readonly dtype: DType;
  readonly shape: Shape;
  constructor({ dtype, shape }: Tensor) {
    this.dtype = dtype;
    this.shape = shape;
  }
}

/** What arguments must be alike in to have the same signature. It holds none of their values. */
export const formOf = (args: readonly unknown[]): unknown =>
  mapTree((leaf: unknown) => (isTensor(leaf) ? new Kind(leaf) : identityOf(leaf)), args);

/** Do arguments have the signature of those that a form was made of? Their tensors are added to the list. */
export function fits(form: unknown, node: unknown, tensors: Tensor[]): boolean {
  if (form instanceof Kind)
    return isTensor(node) && node.dtype === form.dtype && sameShape(node.shape, form.shape) && tensors.push(node) > 0;
  if (Array.isArray(form))
    return (
      Array.isArray(node) && node.length === form.length && form.every((child, i) => fits(child, node[i], tensors))
    );
  if (!isRecord(form)) return identityOf(node) === form;
  if (!isRecord(node)) return false;
  const names = Object.keys(form);
  let count = 0;
  for (const name of Object.keys(node)) {
    if (node[name] === undefined) continue;
    if (name !== names[count++] || !fits(form[name], node[name], tensors)) return false;
  }
  return count === names.length;
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

/** An object made by a literal? */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
