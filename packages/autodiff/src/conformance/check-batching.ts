import { isFloat, multiply, slice, stack, type Tensor } from "@adjoint/tensor";
import { type PrimitiveCase, sampleInputs } from "@adjoint/tensor/testing";
import { vjp } from "../vjp.ts";
import { vmap } from "../vmap.ts";
import { checkClose } from "./conformance-error.ts";
import { ofFloats } from "./of-floats.ts";

type Operation = (...inputs: Tensor[]) => Tensor;

/**
 * `vmap` of the operation, over all inputs together and over each one alone, is a loop over examples. So are `vmap` of
 * its gradient and the gradient of its `vmap`, unless the row is marked constant.
 * @throws ConformanceError that names the row.
 * @example test.each(rows)("$name", (row) => checkBatching(row))
 */
export function checkBatching(row: PrimitiveCase): void {
  const inputs = sampleInputs(row, "float64");
  checkLoop(`vmap of ${row.name}`, vmap(row.run), row.run, inputs.map(examplesOf));
  if (inputs.length > 1)
    inputs.forEach((_, k) => {
      const inAxes = inputs.map((_x, i) => (i === k ? 0 : null));
      const examples = inputs.map((x, i) => (i === k ? examplesOf(x) : x));
      checkLoop(`vmap of ${row.name} over input ${k}`, vmap(row.run, { inAxes }), row.run, examples);
    });
  if (row.isConstant) return;
  const { floats, f } = ofFloats(row.run, inputs);
  const examples = floats.map(examplesOf);
  floats.forEach((_, k) => {
    const [one, all] = [gradientOf(f, k), gradientOf(vmap(f), k)];
    checkLoop(`vmap of the gradient of ${row.name} for floating-point input ${k}`, vmap(one), one, examples);
    checkLoop(`gradient of vmap of ${row.name} for floating-point input ${k}`, all, one, examples);
  });
}

/** What is done to all examples at once is what is done to one after the other. A tensor instead of a list is shared. */
function checkLoop(
  what: string,
  all: Operation,
  one: Operation,
  inputs: readonly (Tensor | readonly Tensor[])[],
): void {
  const stacked = all(...inputs.map((x) => ("length" in x ? stack(x) : x)));
  for (let k = 0; k < COUNT; k++) {
    const expected = one(...inputs.map((x) => ("length" in x ? x[k]! : x)));
    checkClose(`${what}, example ${k}`, slice(stacked, [k]), expected.shape, expected.dataSync(), 1e-12);
  }
}

const COUNT = 3;

/** Examples that differ, each within the domain of the row. */
const examplesOf = (x: Tensor): readonly Tensor[] =>
  Array.from({ length: COUNT }, (_, k) => (isFloat(x.dtype) ? multiply(x, 1 - k / 16) : x));

/** The gradient of half the squares of the result, for input k. */
const gradientOf =
  (f: Operation, k: number): Operation =>
  (...varied) => {
    const [value, pullback] = vjp((all: readonly Tensor[]) => f(...all), varied);
    return pullback(value)[k]!;
  };
