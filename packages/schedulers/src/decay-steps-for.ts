import { checkSettings } from "./internal/check-settings.ts";
import { wholeFrom } from "./internal/setting-kinds.ts";

export interface DecayStepsForOptions {
  /** Size of the training set, a whole number >= 1. */
  readonly examples: number;
  /** Examples in a minibatch, a whole number >= 1; more than `examples` counts as the full batch. */
  readonly batchSize: number;
  /** How often every example is to be seen, a whole number >= 1. */
  readonly epochs?: number;
}

/**
 * The tau of linear decay, in optimizer steps: epochs * ceil(examples / batchSize).
 *
 * An epoch that visits every example once takes ceil(examples / batchSize) steps, as its last batch may be a partial
 * one. So the decay ends exactly with the last step of epoch number `epochs`, when every example was seen that many
 * times. (A loader that drops partial batches takes fewer steps an epoch: pass it the number of examples that it
 * uses.) The default of 100 is a common choice for tau; large data sets take fewer, and the book speaks of a few
 * hundred.
 * @throws RangeError when a setting is no whole number >= 1; TypeError when it is not a number.
 * @see Goodfellow, Bengio & Courville 2016, Deep Learning, section 8.3.1, on the choice of tau.
 * @example decayStepsFor({ examples: 60_000, batchSize: 128 }) // 46_900: 100 epochs of 469 batches
 */
export const decayStepsFor = ({ examples, batchSize, epochs = 100 }: DecayStepsForOptions): number => {
  checkSettings("decayStepsFor", { examples, batchSize, epochs }, wholeFrom(1));
  return epochs * Math.ceil(examples / batchSize);
};
