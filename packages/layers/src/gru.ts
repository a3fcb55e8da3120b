import { sigmoid } from "@adjoint/activations";
import { add, matmul, multiply, slice, subtract, type Tensor, tanh } from "@adjoint/tensor";
import { constant } from "./initializers/constant.ts";
import { gatesOf, type RecurrentParams, recurrent } from "./internal/recurrent.ts";
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
      step: ({ recurrent: weights, candidateBias }, projected, { hidden }) => {
        const units = hidden.shape[1]!;
        const product = matmul(hidden, weights);
        const gates = (t: Tensor): Tensor => slice(t, [null, [0, 2 * units]]);
        const candidate = (t: Tensor): Tensor => slice(t, [null, [2 * units, 3 * units]]);
        const [reset, update] = gatesOf(sigmoid(add(gates(projected), gates(product))), 2) as [Tensor, Tensor];
        const next = tanh(add(candidate(projected), multiply(reset, add(candidate(product), candidateBias))));
        return { hidden: add(next, multiply(update, subtract(hidden, next))) };
      },
    },
    options,
  );
