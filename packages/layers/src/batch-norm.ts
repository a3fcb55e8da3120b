import {
  add,
  formatShape,
  layerNorm,
  mean,
  multiply,
  rsqrt,
  ShapeError,
  stopGradient,
  subtract,
  type Tensor,
  variance,
} from "@adjoint/tensor";
import { defineStatefulLayer } from "./define-stateful-layer.ts";
import { constant } from "./initializers/constant.ts";
import { checkExample } from "./internal/check-example.ts";
import { forChannels } from "./internal/for-channels.ts";
import { checkEpsilon, EPSILON, type NormParams, normParameters } from "./internal/norm-params.ts";
import type { Layer } from "./layer.ts";
import type { NormOptions } from "./layer-norm.ts";

export interface BatchNormOptions extends NormOptions {
  /** How much of the running statistics stays at each step, from 0 up, below 1; default 0.9. */
  readonly decay?: number;
}

/** Running statistics of each channel. */
export interface BatchNormState {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/**
 * (x - mean) / sqrt(variance + epsilon) * scale + bias, for each channel.
 *
 * While training, the statistics are those of the batch, and gradients flow through them; the new state is
 * decay * state + (1 - decay) * statistics, with the variance of a sample (divided by n - 1). Else they are the state.
 *
 * Shapes: x [batch, channels, ...s], scale and bias [channels] -> [batch, channels, ...s]; state { mean, variance }
 * [channels], which starts from 0 and 1.
 * @throws RangeError unless epsilon is positive and decay in [0, 1); TypeError without a state; ShapeError while training
 * when a channel has fewer than two numbers.
 * @see Ioffe, Szegedy 2015, Batch normalization, algorithms 1 and 2
 * @example const [y, nextState] = batchNorm().applyWithState(params, x, { state, training: true })
 */
export function batchNorm({
  decay = 0.9,
  epsilon = EPSILON,
}: BatchNormOptions = {}): Layer<NormParams, BatchNormState> {
  checkEpsilon("batchNorm", epsilon);
  if (!(decay >= 0 && decay < 1))
    throw new RangeError(`batchNorm: decay must be from 0 up and below 1, got ${decay}; it is the part that stays`);
  return defineStatefulLayer<NormParams, BatchNormState>({
    name: "batchNorm",
    outputShape: (inputShape) => {
      checkExample("batchNorm", inputShape, 1, "[channels, ...sizes]");
      return inputShape;
    },
    parameters: ([channels]) => normParameters(channels!),
    state: ([channels]) => ({
      mean: { shape: [channels!], initializer: constant(0) },
      variance: { shape: [channels!], initializer: constant(1) },
    }),
    apply: (params, x, { state, training = false }) =>
      training ? byBatch(params, x, state, decay, epsilon) : [byState(params, x, state, epsilon), state],
  });
}

function byBatch(
  params: NormParams,
  x: Tensor,
  state: BatchNormState,
  decay: number,
  epsilon: number,
): [Tensor, BatchNormState] {
  const axis = x.shape.flatMap((_, i) => (i === 1 ? [] : [i]));
  if (x.rank < 2 || x.size < 2 * x.shape[1]!)
    throw new ShapeError(
      `batchNorm: two numbers or more for each channel are needed while training, got ${formatShape(x.shape)}; use a larger batch?`,
    );
  const output = layerNorm(x, forChannels(params.scale, x), forChannels(params.bias, x), { axis, epsilon });
  const fixed = stopGradient(x);
  const next = (old: Tensor, now: Tensor): Tensor => add(multiply(old, decay), multiply(now, 1 - decay));
  return [
    output,
    {
      mean: next(state.mean, mean(fixed, { axis })),
      variance: next(state.variance, variance(fixed, { axis, correction: 1 })),
    },
  ];
}

function byState({ scale, bias }: NormParams, x: Tensor, state: BatchNormState, epsilon: number): Tensor {
  const factor = multiply(scale, rsqrt(add(state.variance, epsilon)));
  const centred = subtract(x, forChannels(state.mean, x));
  return add(multiply(centred, forChannels(factor, x)), forChannels(bias, x));
}
