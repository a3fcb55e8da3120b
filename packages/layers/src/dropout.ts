import { bernoulli, checkTensor, checkType, divide, type Tensor, where } from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import type { ApplyOptions, Layer, Nothing } from "./layer.ts";

export interface DropoutOptions {
  /** The part of the numbers that is dropped, from 0 up, below 1; default 0.5. */
  readonly rate?: number;
}

/**
 * While training, each number is dropped with a probability of `rate` (it becomes 0) and kept as x / (1 - rate)
 * otherwise, so that its mean stays; else x as it is.
 *
 * @throws RangeError unless rate is in [0, 1); while training, TypeError without a key; DTypeError for integers.
 * @see Srivastava, Hinton, Krizhevsky, Sutskever, Salakhutdinov 2014, Dropout
 * @example dropout({ rate: 0.1 })
 */
export function dropout({ rate = 0.5 }: DropoutOptions = {}): Layer<Nothing> {
  if (!(rate >= 0 && rate < 1))
    throw new RangeError(`dropout: rate must be from 0 up and below 1, got ${rate}; it is the part that is dropped`);
  return defineLayer({
    name: "dropout",
    outputShape: (inputShape) => inputShape,
    apply: (_params, x, options) => dropped(x, rate, options),
  });
}

function dropped(x: Tensor, rate: number, { key, training = false }: ApplyOptions): Tensor {
  if (!training || rate === 0) return x;
  checkTensor("dropout", x);
  checkType("dropout", "float", x.dtype);
  if (!key)
    throw new TypeError(
      "dropout: a key is needed while training, got none; pass { key: foldIn(key, step), training: true }?",
    );
  const kept = bernoulli(key, x.shape, { probability: 1 - rate });
  // where, not a product with 0: what is dropped may be infinite
  return where(kept, divide(x, 1 - rate), 0);
}
