import { isFloat, multiply, slice, stack, type Tensor } from "@adjoint/tensor";
import { type PrimitiveCase, sampleInputs } from "@adjoint/tensor/testing";
import { vjp } from "../vjp.ts";
import { vmap } from "../vmap.ts";
import { checkClose } from "./conformance-error.ts";
import { ofFloats } from "./of-floats.ts";

/**
 * `vmap` of the operation, over all inputs together and over each one alone, is a loop over examples; so is `vmap` of
 * its gradient, unless the row is marked constant.
 * @throws ConformanceError that names the row.
 * @example test.each(rows)("$name", (row) => checkBatching(row))
 */
export function checkBatching(row: PrimitiveCase): void {
  const inputs = sampleInputs(row, "float64");
  const together = inputs.map(() => true);
  checkLoop(`vmap of ${row.name}`, row.run, inputs, together);
  if (inputs.length > 1)
    inputs.forEach((_, k) => {
      const alone = inputs.map((_x, i) => i === k);
      checkLoop(`vmap of ${row.name} over input ${k}`, row.run, inputs, alone);
    });
  if (row.isConstant) return;
  const { floats, f } = ofFloats(row.run, inputs);
  floats.forEach((_, k) => {
    const gradient = (...varied: Tensor[]): Tensor => {
      const [value, pullback] = vjp((all: readonly Tensor[]) => f(...all), varied as readonly Tensor[]);
      return pullback(value)[k]!;
    };
    const all = floats.map(() => true);
    checkLoop(`vmap of the gradient of ${row.name} for floating-point input ${k}`, gradient, floats, all);
  });
}

/** `isVaried` says which inputs bring examples of their own; the others are shared. */
function checkLoop(
  what: string,
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  isVaried: readonly boolean[],
): void {
  const examples = inputs.map((x, i) => (isVaried[i] ? examplesOf(x) : [x, x, x]));
  const inAxes = isVaried.map((is) => (is ? 0 : null));
  const mapped = vmap(f, { inAxes })(...inputs.map((x, i) => (isVaried[i] ? stack(examples[i]!) : x)));
  [0, 1, 2].forEach((k) => {
    const expected = f(...examples.map((list) => list[k]!));
    checkClose(`${what}, example ${k}`, slice(mapped, [k]), expected.shape, expected.dataSync(), 1e-12);
  });
}

/** Three examples that differ, each within the domain of the row. */
const examplesOf = (x: Tensor): readonly Tensor[] =>
  [1, 0.9375, 0.875].map((scale) => (isFloat(x.dtype) ? multiply(x, scale) : x));
