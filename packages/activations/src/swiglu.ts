import { multiply, type Tensor } from "@adjoint/tensor";
import { silu } from "./silu.ts";

/**
 * Gated linear unit with a swish gate: silu(gate) x, elementwise; gate and x are two projections of one input.
 *
 * Shapes: gate [...s], x [...s] -> [...s]; they broadcast.
 * @good The feed-forward layer of most language models of today.
 * @bad Three weight matrices in place of two.
 * @use In transformers.
 * @throws ShapeError when they do not broadcast; DTypeError unless both are of one floating-point type.
 * @see Shazeer 2020, GLU variants improve transformer, eq. 5.
 * @example swiglu(matmul(x, params.gate), matmul(x, params.up))
 */
export const swiglu = (gate: Tensor, x: Tensor): Tensor => multiply(silu(gate), x);
