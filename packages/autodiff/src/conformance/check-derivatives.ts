import { cast } from "@adjoint/tensor";
import { type PrimitiveCase, sampleInputs } from "@adjoint/tensor/testing";
import { type GradcheckOptions, gradcheck } from "../gradcheck.ts";
import { vjp } from "../vjp.ts";
import { ConformanceError, checkClose } from "./conformance-error.ts";
import { ofFloats } from "./of-floats.ts";

/**
 * The first and second derivative agree with differences, the rule is linear, and forward mode is the transpose of
 * reverse mode. For a row that is marked constant, the derivative is 0.
 * @throws ConformanceError that names the row.
 * @example test.each(rows)("$name", (row) => checkDerivatives(row))
 */
export function checkDerivatives(row: PrimitiveCase, options?: GradcheckOptions): void {
  const { floats, f } = ofFloats(row.run, sampleInputs(row, "float64"));
  if (row.isConstant) {
    const [value, pullback] = vjp((all: typeof floats) => cast(f(...all), "float64"), floats);
    for (const gradient of pullback(value))
      checkClose(`derivative of ${row.name}`, gradient, gradient.shape, new Float64Array(gradient.size), 0);
    return;
  }
  if (floats.length === 0)
    throw new ConformanceError(`${row.name}: a derivative needs a floating-point input, got none; mark it isConstant?`);
  try {
    gradcheck(f, floats, options);
  } catch (cause) {
    throw new ConformanceError(`${row.name}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
