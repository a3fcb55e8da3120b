import { defineLayer, glorotUniform, type Layer } from "@adjoint/layers";
import { add, divide, exp, matmul, multiply, negate, type Tensor } from "@adjoint/tensor";

export interface GatedParams {
  readonly weights: Tensor;
  readonly gates: Tensor;
}

/**
 * x weights, each entry times a gate sigmoid(x gates). Examples [inputs] -> [units].
 *
 * @see Dauphin et al. 2017, Language modeling with gated convolutional networks, eq. 1
 * @example const model = sequential({ hidden: gated({ units: 16 }), output: dense({ outputs: 1 }) })
 */
export const gated = ({ units }: { readonly units: number }): Layer<GatedParams> =>
  defineLayer({
    name: "gated",
    outputShape: () => [units],
    parameters: ([inputs = 0]) => ({
      weights: { shape: [inputs, units], initializer: glorotUniform() },
      gates: { shape: [inputs, units], initializer: glorotUniform() },
    }),
    apply: ({ weights, gates }, x) => {
      const gate = divide(1, add(1, exp(negate(matmul(x, gates)))));
      return multiply(matmul(x, weights), gate);
    },
  });
