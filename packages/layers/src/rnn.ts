import { add, type Tensor, tanh } from "@adjoint/tensor";
import { constant } from "./initializers/constant.ts";
import { type RecurrentParams, recurrent } from "./internal/recurrent.ts";
import type { RecurrentLayer, RecurrentOptions } from "./recurrent-layer.ts";

export interface RnnOptions extends RecurrentOptions {
  /** Default: `tanh`. */
  readonly activation?: (x: Tensor) => Tensor;
}

/**
 * The simple recurrent network: h' = tanh(x inputs + h recurrent + bias).
 *
 * Weights of inputs start as `glorotUniform`, recurrent ones `orthogonal`, the bias is 0.
 *
 * Shapes: x [batch, time, inputs] -> [batch, time, units], or [batch, units] of the last element; `mask` `bool`
 * [batch, time].
 * @throws RangeError unless units is an integer from 1 up; ShapeError when x or the mask does not fit.
 * @see Elman 1990, Finding structure in time
 * @example rnn({ units: 64, output: "last" })
 */
export const rnn = ({
  activation = tanh,
  ...options
}: RnnOptions): RecurrentLayer<RecurrentParams, { readonly hidden: Tensor }> =>
  recurrent(
    {
      name: "rnn",
      gates: 1,
      carried: ["hidden"],
      bias: { shape: [options.units], initializer: constant(0) },
      step: ([input], [product]) => ({ hidden: activation(add(input!, product!)) }),
    },
    options,
  );
