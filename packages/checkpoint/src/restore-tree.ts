import { formatShape, isTensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { isTypedArray, typedArrayKind } from "./internal/run-form.ts";

/**
 * A part of a run, once it is sure that it has the form of another tree: the same names, and tensors, typed arrays and
 * other values of the same types and shapes. The state of another optimizer or model is never taken.
 * @throws TypeError or RangeError that names the path where they differ.
 * @example const state = restoreTree(run.state, optimizer.init(params))
 */
export function restoreTree<P>(saved: unknown, like: P): P {
  const check = (path: string, wanted: unknown, got: unknown): unknown => {
    const [wantedForm, gotForm] = [wanted, got].map(formOf);
    if (wantedForm === gotForm) return got;
    throw new RangeError(
      `restoreTree: ${path || "the root"} must be ${wantedForm}, got ${gotForm}; was it saved from another model or optimizer?`,
    );
  };
  return mapTreeWithPath(check, like, saved) as P; // checked leaf by leaf, and node by node by mapTreeWithPath
}

function formOf(leaf: unknown): string {
  if (isTensor(leaf)) return `${leaf.dtype} ${formatShape(leaf.shape)}`;
  if (isTypedArray(leaf)) return `a ${typedArrayKind(leaf)} of ${leaf.length}`;
  return leaf === null ? "null" : `a ${typeof leaf}`;
}
