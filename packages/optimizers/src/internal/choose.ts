import { type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";

/**
 * One of two trees of tensors of the same form. Where the condition is known only one is computed; in a traced function
 * both are, and what is not chosen reaches nothing.
 */
export function choose<T>(condition: Tensor, yes: () => T, no: () => T): T {
  if (condition.view) return condition.item() ? yes() : no();
  return mapTree((a: Tensor, b: Tensor) => where(condition, a, b), yes(), no()) as T; // of the form of both
}
