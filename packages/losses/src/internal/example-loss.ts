import { normalizeAxes, reshapeTo, type Shape, type Tensor, where } from "@adjoint/tensor";
import type { LossOptions } from "../loss-options.ts";
import { checkInputs } from "./check-inputs.ts";
import type { Each } from "./elementwise-loss.ts";
import { fit, reduce } from "./reduce.ts";

/**
 * A loss for each example, by a formula that reduces an axis (or several). Masked examples become ones, which every
 * loss takes, before the formula sees them.
 */
export function exampleLoss<I extends readonly [Tensor, ...Tensor[]], A extends number | Shape = number>(
  name: string,
  inputs: I,
  { axis = -1 as A, ...options }: LossOptions & { readonly axis?: A | undefined } = {}, // an axis, whatever A allows
  formula: (inputs: Each<I>, axis: A) => Tensor,
): Tensor {
  checkInputs(name, inputs);
  const { shape, rank } = inputs[0];
  const axes = normalizeAxes(name, axis, rank);
  const kept = shape.filter((_, i) => !axes.includes(i));
  const column = shape.map((n, i) => (axes.includes(i) ? 1 : n));
  const mask = options.where && fit(name, "where", options.where, kept);
  const selected = mask ? inputs.map((x) => where(reshapeTo(mask, column), x, 1)) : inputs;
  return reduce(name, formula(selected as unknown as Each<I>, axis), options, mask); // map keeps their number
}
