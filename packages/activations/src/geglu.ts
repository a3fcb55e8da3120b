import { multiply, type Tensor } from "@adjoint/tensor";
import { type GeluOptions, gelu } from "./gelu.ts";

/**
 * Gated linear unit with a gelu gate: gelu(gate) x, elementwise; gate and x are two projections of one input.
 *
 * Shapes: gate [...s], x [...s] -> [...s]; they broadcast. `approximate` is that of `gelu`.
 * @good Like swiglu, with gelu as the gate.
 * @bad Three weight matrices in place of two.
 * @use In transformers that were published with it.
 * @throws ShapeError when they do not broadcast; DTypeError unless both are of one floating-point type.
 * @see Shazeer 2020, GLU variants improve transformer, eq. 5.
 * @example geglu(matmul(x, params.gate), matmul(x, params.up))
 */
export const geglu = (gate: Tensor, x: Tensor, options?: GeluOptions): Tensor => multiply(gelu(gate, options), x);
