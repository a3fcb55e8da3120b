import { type DType, isFloat } from "./dtype.ts";
import { DTypeError } from "./errors.ts";

/** Which types an operation takes: floating-point ones, all numbers, or bool as well. */
export type Accepted = "float" | "number" | "any";

/** @throws DTypeError that names `cast`. */
export function checkType(name: string, accepted: Accepted, dtype: DType): void {
  if (accepted === "float" ? isFloat(dtype) : accepted === "any" || dtype !== "bool") return;
  const wanted = accepted === "float" ? "a floating-point type" : "a type of numbers";
  throw new DTypeError(`${name}: ${wanted} is needed, got ${dtype}; cast it, as in cast(x, "float32")?`);
}
