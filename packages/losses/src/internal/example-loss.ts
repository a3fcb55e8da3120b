import { expandDims, normalizeAxis, type Tensor, where } from "@adjoint/tensor";
import type { ExampleLossOptions } from "../loss-options.ts";
import { checkInputs } from "./check-inputs.ts";
import type { Each } from "./elementwise-loss.ts";
import { fit, reduce } from "./reduce.ts";

/** A loss for each example, by a formula that reduces an axis. Masked examples become ones before it sees them. */
export function exampleLoss<I extends readonly [Tensor, ...Tensor[]]>(
  name: string,
  inputs: I,
  options: ExampleLossOptions = {},
  formula: (inputs: Each<I>, axis: number) => Tensor,
): Tensor {
  checkInputs(name, inputs);
  const { shape, rank } = inputs[0];
  const axis = normalizeAxis(name, options.axis ?? -1, rank);
  const mask =
    options.where &&
    fit(
      name,
      "where",
      options.where,
      shape.filter((_, i) => i !== axis),
    );
  const selected = mask ? inputs.map((x) => where(expandDims(mask, axis), x, 1)) : inputs;
  return reduce(name, formula(selected as unknown as Each<I>, axis), options, mask); // map keeps their number
}
