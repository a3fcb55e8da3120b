import { type Tensor, where } from "@adjoint/tensor";
import type { LossOptions } from "../loss-options.ts";
import { checkInputs } from "./check-inputs.ts";
import { fit, reduce } from "./reduce.ts";

/** As many tensors as the loss was given. */
export type Each<I> = { readonly [K in keyof I]: Tensor };

/** A loss for each element. Masked inputs become 1, which every loss takes, before the formula sees them. */
export function elementwiseLoss<I extends readonly [Tensor, ...Tensor[]]>(
  name: string,
  inputs: I,
  options: LossOptions = {},
  formula: (inputs: Each<I>) => Tensor,
): Tensor {
  checkInputs(name, inputs);
  const mask = options.where && fit(name, "where", options.where, inputs[0].shape);
  const selected = mask ? inputs.map((x) => where(mask, x, 1)) : inputs;
  return reduce(name, formula(selected as unknown as Each<I>), options, mask); // map keeps their number
}
