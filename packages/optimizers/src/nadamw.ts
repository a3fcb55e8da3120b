import type { GradientTransform } from "./gradient-transform.ts";
import { type DescentState, descend } from "./internal/direction.ts";
import { decayOf, type WeightDecayOptions } from "./internal/weight-decay.ts";
import { type NadamOptions, type NadamState, nadamDirection } from "./nadam.ts";

export interface NadamwOptions extends NadamOptions, WeightDecayOptions {}

/**
 * NAdam with decoupled weight decay: p <- p - e (the direction of NAdam + weightDecay p), weightDecay 0.01 by default.
 * @rule nadam's step and -e weightDecay p
 * @good nadam with decoupled decay.
 * @bad As many settings as there can be.
 * @use For transformers in short runs.
 * @see Dozat 2016; Loshchilov, Hutter 2019, Decoupled weight decay regularization
 * @example const optimizer = nadamw({ learningRate: 2e-3 })
 */
export const nadamw = ({
  learningRate,
  weightDecay = 0.01,
  mask,
  ...options
}: NadamwOptions): GradientTransform<DescentState<NadamState>> =>
  descend(nadamDirection(options), learningRate, decayOf({ weightDecay, mask }));
