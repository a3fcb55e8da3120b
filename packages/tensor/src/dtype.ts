/** The element types. `bool` holds 0 and 1, a byte each; the default is `float32`. */
export type DType = "float32" | "float64" | "int32" | "uint8" | "bool";

/** Storage of a tensor: `bool` and `uint8` share Uint8Array. */
export type Numbers = Float32Array | Float64Array | Int32Array | Uint8Array;

export const isFloat = (dtype: DType): boolean => dtype === "float32" || dtype === "float64";

/** Can the type hold this number? Floating-point types hold every one, rounded. */
export const holds = (dtype: DType, value: number): boolean =>
  isFloat(dtype) || (dtype === "bool" ? value === 0 || value === 1 : allocate(dtype, 1).fill(value)[0] === value);

/** The type of a sum: counts of `bool` and of `uint8` would soon leave their own. */
export const sumTypeOf = (dtype: DType): DType => (dtype === "bool" || dtype === "uint8" ? "int32" : dtype);

export function allocate(dtype: DType, size: number): Numbers {
  if (dtype === "float32") return new Float32Array(size);
  if (dtype === "float64") return new Float64Array(size);
  return dtype === "int32" ? new Int32Array(size) : new Uint8Array(size);
}

/** The type whose storage this is; undefined for every other value. */
export function dtypeOf(values: unknown): DType | undefined {
  if (values instanceof Float32Array) return "float32";
  if (values instanceof Float64Array) return "float64";
  if (values instanceof Int32Array) return "int32";
  return values instanceof Uint8Array ? "uint8" : undefined;
}
