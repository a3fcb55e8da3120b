import { sigmoid } from "@adjoint/activations";
import { add, concat, full, multiply, type Tensor, tanh } from "@adjoint/tensor";
import { type RecurrentParams, recurrent } from "./internal/recurrent.ts";
import type { RecurrentLayer, RecurrentOptions } from "./recurrent-layer.ts";

/** What an LSTM carries: its output, and its memory. */
export interface LstmCarry {
  readonly hidden: Tensor;
  readonly cell: Tensor;
}

export interface LstmOptions extends RecurrentOptions {
  /** What the bias of the forget gate starts from; default 1. */
  readonly forgetBias?: number;
}

/**
 * Long short-term memory: c' = f c + i g and h' = o tanh(c'), with the gates input i, forget f and output o = sigmoid and
 * the candidate g = tanh of x inputs + h recurrent + bias. Gates stand in the order i, f, g, o.
 *
 * Weights of inputs start as `glorotUniform`, recurrent ones `orthogonal` gate by gate; the bias is 0 but for the forget
 * gate, so that memory lasts from the start.
 *
 * Shapes, errors: as `rnn`.
 * @see Hochreiter, Schmidhuber 1997, Long short-term memory; Gers, Schmidhuber, Cummins 2000, on the forget gate;
 * Jozefowicz, Zaremba, Sutskever 2015, on its bias
 * @example lstm({ units: 64 })
 */
export const lstm = ({ forgetBias = 1, ...options }: LstmOptions): RecurrentLayer<RecurrentParams, LstmCarry> =>
  recurrent<RecurrentParams, LstmCarry>(
    {
      name: "lstm",
      gates: 4,
      carried: ["hidden", "cell"],
      bias: {
        shape: [4 * options.units],
        initializer: () => concat([0, forgetBias, 0, 0].map((value) => full([options.units], value))),
      },
      step: (inputs, products, { cell }) => {
        const [input, forget, candidate, output] = inputs.map((x, gate) => add(x, products[gate]!));
        const memory = add(multiply(sigmoid(forget!), cell), multiply(sigmoid(input!), tanh(candidate!)));
        return { hidden: multiply(sigmoid(output!), tanh(memory)), cell: memory };
      },
    },
    options,
  );
