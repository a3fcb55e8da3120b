import {
  add,
  castTo,
  foldIn,
  isTensor,
  multiply,
  normal,
  onHost,
  type RandomKey,
  reshape,
  splitKey,
  type Tensor,
} from "@adjoint/tensor";
import { flattenTree, mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { counter } from "./internal/scalar.ts";

export interface AddNoiseOptions {
  /** The variance of the noise in the first step, from 0 up; default 0.01. */
  readonly eta?: number;
  /** The power by which the variance falls, from 0 up; default 0.55. */
  readonly gamma?: number;
}

export interface AddNoiseState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** Where the noise comes from, with the step. */
  readonly key: RandomKey;
}

/**
 * Adds normal noise of variance eta / (1 + k)^gamma to each entry in step k = 0, 1, ...: the same noise for the same key.
 * @throws RangeError when eta or gamma is negative or not finite; TypeError when key is none.
 * @see Neelakantan et al. 2015, Adding gradient noise improves learning for very deep networks
 * @example chain({ noise: addNoise(randomKey(1)), adam: adam({ learningRate: 1e-3 }) })
 */
export function addNoise(
  key: RandomKey,
  { eta = 0.01, gamma = 0.55 }: AddNoiseOptions = {},
): GradientTransform<AddNoiseState> {
  checkSetting("addNoise: eta", eta, "[0,∞)");
  checkSetting("addNoise: gamma", gamma, "[0,∞)");
  splitKey(key, 0); // throws what it says of a wrong key
  return gradientTransform<AddNoiseState>({
    // a tensor of its own: who gives the state away keeps the key
    init: () => ({ step: counter(), key: reshape(reshape(key, [2, 1]), [2]) }),
    update: (gradients, state) => {
      const { leaves, rebuild } = flattenTree<Tensor, Tensors>(isTensor, gradients);
      const keys = splitKey(foldIn(state.key, state.step), leaves.length);
      const noise = rebuild(leaves.map(({ shape, dtype }, i) => normal(keys[i]!, shape, { dtype })));
      const deviation = onHost((k) => Math.sqrt(eta / (1 + k) ** gamma), state.step);
      const disturb = (g: Tensor, z: Tensor): Tensor => add(g, multiply(z, castTo(deviation, z.dtype)));
      return [mapTree(disturb, gradients, noise), { step: add(state.step, 1), key: state.key }];
    },
  });
}
