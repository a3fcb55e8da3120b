import { type DType, isFloat } from "./dtype.ts";
import { DTypeError } from "./errors.ts";
import { describe } from "./internal/describe.ts";

/** Which types an operation takes: floating-point ones, all numbers, or bool as well. */
export type Accepted = "float" | "number" | "any";

/** @throws DTypeError that names `cast`. */
export function checkType(name: string, accepted: Accepted, dtype: DType): void {
  const isOnlyFloat = accepted === "float";
  if (isOnlyFloat ? !isFloat(dtype) : accepted === "number" && dtype === "bool")
    throw new DTypeError(
      `${name}: a ${isOnlyFloat ? "floating-point" : "numeric"} type is needed, got ${dtype}; cast it, as in cast(x, "float32")?`,
    );
}

const DTYPES: readonly DType[] = ["float32", "float64", "int32", "uint8", "bool"];

/** Checks the name of a type that a caller wrote down. */
export function checkDType(name: string, dtype: DType): void {
  if (!DTYPES.includes(dtype))
    throw new DTypeError(
      `${name}: dtype must be ${DTYPES.slice(0, -1).join(", ")} or bool, got ${describe(dtype)}; choose one of them?`,
    );
}
