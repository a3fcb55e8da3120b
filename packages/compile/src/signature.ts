import { type DType, isTensor, type Shape, sameShape, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { identityOf } from "./internal/identity-of.ts";

/** In the place of a tensor, in the form of arguments. */
class Kind {
  readonly dtype: DType;
  readonly shape: Shape;
  constructor({ dtype, shape }: Tensor) {
    this.dtype = dtype;
    this.shape = shape;
  }
  toJSON(): string {
    return `${this.dtype}[${this.shape.join()}]`;
  }
}

/** What arguments must be alike in for a program to fit: forms, shapes and types, and everything that is no tensor. It holds none of their values. */
export const formOf = (args: readonly unknown[]): unknown =>
  mapTree((leaf: unknown) => (isTensor(leaf) ? new Kind(leaf) : identityOf(leaf)), args);

/** Do arguments have a form? Their tensors are added to the list. A call asks this first, since to make a form takes longer. */
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

/** An object made by a literal? */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
