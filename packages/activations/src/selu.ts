import { multiply, type Tensor } from "@adjoint/tensor";
import { elu } from "./elu.ts";
import { checkInput } from "./internal/check-input.ts";

// The solution of the fixed-point equations of the paper for mean 0 and variance 1.
const ALPHA = 1.6732632423543772;
const SCALE = 1.0507009873554805;

/**
 * Scaled exponential linear unit: scale x where x > 0, else scale alpha (e^x - 1), elementwise, with
 * alpha = 1.6732632423543772 and scale = 1.0507009873554805, which keep mean 0 and variance 1 from layer to layer.
 *
 * The gradient at 0 is scale alpha = 1.7580993408473768.
 * @good Keeps mean 0 and variance 1 from layer to layer by itself.
 * @bad Only with lecunNormal weights and plain dense layers.
 * @use In deep dense networks for tables.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Klambauer, Unterthiner, Mayr & Hochreiter 2017, Self-normalizing neural networks, eq. 2.
 * @example selu(x)
 */
export function selu(x: Tensor): Tensor {
  checkInput("selu", x);
  return multiply(elu(x, { alpha: ALPHA }), SCALE);
}
