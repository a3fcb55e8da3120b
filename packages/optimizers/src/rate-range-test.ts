import { isTensor, type Tensor } from "@adjoint/tensor";
import { applyUpdates } from "./apply-updates.ts";
import type { GradientTransform, Params } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { sgd } from "./sgd.ts";

export interface RateRangeTestOptions {
  /** The fixed rates to try; default: 1e-4 to 10, three a decade. */
  readonly rates?: readonly number[];
  /** Steps for each rate; default 100. */
  readonly steps?: number;
  /** The optimizer at a rate; default: `sgd`. */
  readonly optimizer?: (learningRate: number) => GradientTransform<unknown>;
  /** Called after each rate. */
  readonly onTrial?: (trial: RateTrial, index: number, count: number) => void;
}

/** What a fixed rate came to. */
export interface RateTrial {
  readonly rate: number;
  /** The loss before each step that was taken. */
  readonly losses: readonly number[];
  /** The mean of the last tenth of the losses (a batch alone is noise); Infinity when the rate diverged. */
  readonly finalLoss: number;
}

/**
 * Trains from the same start with several fixed rates, about a hundred steps each. A loss that is not finite ends a
 * trial, and so does one a thousand times as high as the first.
 *
 * `valueAndGradient(params, step)` gives the loss and the gradients on the batch of that step: the same batches for each
 * rate make a fair comparison.
 * @throws RangeError when a rate is not above 0 or steps is no integer from 2 up.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, section 8.3.1
 * @example const trials = rateRangeTest((params, step) => valueAndGradient(params, batch(step)), params)
 */
export function rateRangeTest<P extends Params<P>>(
  valueAndGradient: (params: P, step: number) => readonly [value: Tensor | number, gradients: P],
  start: P,
  {
    rates = DEFAULT_RATES,
    steps = 100,
    optimizer = (learningRate) => sgd({ learningRate }),
    onTrial,
  }: RateRangeTestOptions = {},
): RateTrial[] {
  if (rates.length === 0) throw new RangeError("rateRangeTest: at least one rate is needed, got none; leave it out?");
  for (const rate of rates) checkSetting("rateRangeTest: a rate", rate, "(0,∞)");
  if (!Number.isInteger(steps) || steps < 2)
    throw new RangeError(
      `rateRangeTest: steps must be an integer from 2 up (the first loss is that of the start), got ${steps}; try 100?`,
    );
  return [...rates]
    .sort((a, b) => a - b)
    .map((rate, index) => {
      const trial = tryRate(valueAndGradient, start, rate, steps, optimizer(rate));
      onTrial?.(trial, index, rates.length);
      return trial;
    });
}

const DEFAULT_RATES: readonly number[] = [
  1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10,
];

function tryRate<P extends Params<P>>(
  valueAndGradient: (params: P, step: number) => readonly [Tensor | number, P],
  start: P,
  rate: number,
  steps: number,
  optimizer: GradientTransform<unknown>,
): RateTrial {
  const losses: number[] = [];
  let params = start;
  let state = optimizer.init(start);
  for (let step = 0; step < steps; step++) {
    const [value, gradients] = valueAndGradient(params, step);
    const loss = isTensor(value) ? value.item() : value;
    losses.push(loss);
    const isHigh = loss > 1000 * Math.max(Math.abs(losses[0]!), 1e-3);
    if (!Number.isFinite(loss) || isHigh) return { rate, losses, finalLoss: Infinity };
    const [updates, next] = optimizer.update(gradients, state, params);
    params = applyUpdates(params, updates);
    state = next;
  }
  const last = losses.slice(-Math.ceil(steps / 10));
  return { rate, losses, finalLoss: last.reduce((total, loss) => total + loss, 0) / last.length };
}
