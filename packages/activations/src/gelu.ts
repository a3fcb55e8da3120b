import { add, erf, multiply, square, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { selfGated } from "./internal/self-gated.ts";
import { sigmoid } from "./sigmoid.ts";

export interface GeluOptions {
  /** The approximation by tanh in place of the normal distribution. */
  readonly approximate?: boolean;
}

/**
 * Gaussian error linear unit: x P(Z <= x) for a standard normal Z, that is x (1 + erf(x / sqrt(2))) / 2, elementwise;
 * `approximate`: x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2, at most 5e-4 away.
 *
 * Smooth. A network trained with one of the two should be run with the same.
 * @good Smooth; the standard of transformers.
 * @bad Costs an error function or a tanh for each element.
 * @use In transformers; `approximate` where published weights were trained with it.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Hendrycks & Gimpel 2016, Gaussian error linear units (GELUs), section 2.
 * @example gelu(x, { approximate: true })
 */
export function gelu(x: Tensor, { approximate = false }: GeluOptions = {}): Tensor {
  checkInput("gelu", x);
  return selfGated(x, 40, approximate ? approximateGate : normalProbability);
}

/** P(Z <= x) of the standard normal distribution. */
const normalProbability = (x: Tensor): Tensor => multiply(add(erf(multiply(x, Math.SQRT1_2)), 1), 0.5);

const SLOPE = 1.5957691216057308; // 2 sqrt(2 / pi)

/** (1 + tanh(u)) / 2 is sigmoid(2 u), which does not cancel where tanh is near -1. */
const approximateGate = (x: Tensor): Tensor => sigmoid(multiply(x, add(multiply(square(x), SLOPE * 0.044715), SLOPE)));
