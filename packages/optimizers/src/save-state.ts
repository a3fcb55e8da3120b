import { type DType, isTensor, type Numbers } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";

/** A number as JSON has it: for what it cannot hold there are four texts. */
export type SavedNumber = number | "NaN" | "Infinity" | "-Infinity" | "-0";

/** A tensor, or a typed array. */
export interface SavedArray {
  readonly dtype: DType;
  /** Of a tensor. */
  readonly shape?: readonly number[];
  /** In row-major order. */
  readonly values: readonly SavedNumber[] | Numbers;
}

export type SavedTree =
  | SavedArray
  | string
  | number
  | boolean
  | null
  | readonly SavedTree[]
  | { readonly [name: string]: SavedTree };

/** What `saveState` returns. The version is that of its form. */
export interface SavedState {
  readonly version: 1;
  readonly state: SavedTree;
}

export interface SaveStateOptions {
  /** "numbers", for JSON (default), or "typedArrays", for structured clones and binary files. */
  readonly values?: "numbers" | "typedArrays";
}

/**
 * A state as plain data, which JSON keeps to the last bit: tensors of all types, NaN, the infinities and -0. Parameters
 * are saved in the same way, or both at once: `saveState({ params, state })`. Typed arrays are copied.
 * @throws TypeError that names the path of what is no data, such as a function.
 * @example const text = JSON.stringify(saveState(state))
 */
export function saveState(state: unknown, { values = "numbers" }: SaveStateOptions = {}): SavedState {
  if (values !== "numbers" && values !== "typedArrays")
    throw new TypeError(
      `saveState: values is "numbers" or "typedArrays", got ${String(values)}; leave it out for JSON?`,
    );
  const inNumbers = values === "numbers";
  const saveValues = (array: Numbers): SavedArray["values"] =>
    inNumbers ? Array.from(array, saveNumber) : array.slice();
  const saveLeaf = (path: string, leaf: unknown): SavedTree => {
    if (isTensor(leaf)) return { dtype: leaf.dtype, shape: [...leaf.shape], values: saveValues(leaf.dataSync()) };
    if (leaf instanceof Float32Array) return { dtype: "float32", values: saveValues(leaf) };
    if (leaf instanceof Float64Array) return { dtype: "float64", values: saveValues(leaf) };
    if (typeof leaf === "number") return saveNumber(leaf);
    if (typeof leaf === "string" || typeof leaf === "boolean" || leaf === null) return leaf;
    const kind = typeof leaf === "object" ? (leaf.constructor?.name ?? "object") : typeof leaf;
    throw new TypeError(`saveState: ${path || "the state"} must be a tensor or a number, got ${kind}; leave it out?`);
  };
  return { version: 1, state: mapTreeWithPath(saveLeaf, state) as SavedTree }; // nodes stay, leaves are saved ones
}

function saveNumber(value: number): SavedNumber {
  if (Number.isFinite(value)) return Object.is(value, -0) ? "-0" : value;
  return String(value) as "NaN" | "Infinity" | "-Infinity"; // the three that are not finite
}
