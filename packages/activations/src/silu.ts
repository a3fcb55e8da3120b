import { type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { selfGated } from "./internal/self-gated.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * Sigmoid linear unit, also called swish: x sigmoid(x) = x / (1 + e^-x), elementwise.
 *
 * Smooth; its least value is -0.2785 at x = -1.2785.
 * @good Smooth, and lets a little of the negative side through; often a bit better than relu in deep networks.
 * @bad An exponential for each element; not monotone near -1.3.
 * @use In convolutional and language models in place of relu.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Elfwing, Uchibe & Doya 2018, Sigmoid-weighted linear units for neural network function approximation in
 * reinforcement learning; Ramachandran, Zoph & Le 2017, Searching for activation functions (beta = 1).
 * @example silu(x)
 */
export function silu(x: Tensor): Tensor {
  checkInput("silu", x);
  return selfGated(x, 750, sigmoid); // e^-750 is 0 in double precision
}
