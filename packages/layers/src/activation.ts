import type { Tensor } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import type { Layer, Nothing } from "./layer.ts";

/**
 * A function of tensors that keeps their shape, as a layer. `name` is what a summary calls it; default: that of the
 * function.
 *
 * @throws TypeError unless f is a function.
 * @example activation(relu)
 * @example activation((x) => leakyRelu(x, { negativeSlope: 0.2 }), "leakyRelu")
 */
export function activation(f: (x: Tensor) => Tensor, name: string = f?.name || "activation"): Layer<Nothing> {
  if (typeof f !== "function")
    throw new TypeError(`activation: a function is needed, got ${String(f)}; pass it uncalled?`);
  return defineLayer({ name, outputShape: (inputShape) => inputShape, apply: (_params, x) => f(x) });
}
