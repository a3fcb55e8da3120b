import { sigmoid } from "@adjoint/activations";
import { add, multiply, subtract, type Tensor, tanh } from "@adjoint/tensor";
import { constant } from "./initializers/constant.ts";
import { type RecurrentParams, recurrent } from "./internal/recurrent.ts";
import type { RecurrentLayer, RecurrentOptions } from "./recurrent-layer.ts";

export interface GruParams extends RecurrentParams {
  /** [units], added to h recurrent of the candidate before the reset gate weighs it. */
  readonly candidateBias: Tensor;
}

/**
 * Gated recurrent units: h' = (1 - z) n + z h, with the gates reset r and update z = sigmoid(x inputs + h recurrent +
 * bias) and the candidate n = tanh(x inputs + bias + r (h recurrent + candidateBias)). Gates stand in the order r, z, n.
 *
 * The reset gate comes after the product, as in PyTorch and cuDNN; the paper has it before, which takes two products.
 * Weights of inputs start as `glorotUniform`, recurrent ones `orthogonal` gate by gate, biases are 0.
 *
 * Shapes, errors: as `rnn`.
 * @see Cho et al. 2014, Learning phrase representations using RNN encoder-decoder, eq. 5 to 8
 * @example gru({ units: 64 })
 */
export const gru = (options: RecurrentOptions): RecurrentLayer<GruParams, { readonly hidden: Tensor }> =>
  recurrent<GruParams, { readonly hidden: Tensor }>(
    {
      name: "gru",
      gates: 3,
      carried: ["hidden"],
      bias: { shape: [3 * options.units], initializer: constant(0) },
      more: { candidateBias: { shape: [options.units], initializer: constant(0) } },
      step: (inputs, products, { hidden }, { candidateBias }) => {
        const [reset, update] = [0, 1].map((gate) => sigmoid(add(inputs[gate]!, products[gate]!)));
        const candidate = tanh(add(inputs[2]!, multiply(reset!, add(products[2]!, candidateBias))));
        return { hidden: add(candidate, multiply(update!, subtract(hidden, candidate))) };
      },
    },
    options,
  );
