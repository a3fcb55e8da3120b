import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { type TraceState, trace } from "./trace.ts";

export interface MomentumOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** a: the part of the velocity that stays, in [0, 1); default 0.9. */
  readonly momentum?: number;
  /** Step from where the velocity would lead; default false. */
  readonly nesterov?: boolean;
  /** Whether the velocity carries the learning rate; the two differ when the rate changes. Default "scaled". */
  readonly velocity?: "scaled" | "raw";
}

export interface MomentumState {
  readonly momentum: TraceState;
  readonly rate: RateState;
}

/**
 * Gradient descent with a velocity v.
 *
 * - "scaled": v <- a v - e g, p <- p + v (Goodfellow, Bengio, Courville 2016, Algorithm 8.2; Polyak 1964);
 * - "raw": v <- a v + g, p <- p - e v (PyTorch).
 *
 * With `nesterov` the step is a v - e g (scaled) or -e (g + a v) (raw), with the new v: Nesterov 1983 in the form of
 * Sutskever et al. 2013, seen from the point ahead. A steady gradient reaches the `terminalVelocity`.
 * @rule v <- a v - e g, p <- p + v; "raw" (PyTorch): v <- a v + g, p <- p - e v. They differ when the rate changes
 * @good Rolls through ravines and evens out noise.
 * @bad May overshoot; the rate must shrink with the momentum.
 * @use For image models, with Nesterov's form and a schedule.
 * @throws RangeError when the momentum is not in [0, 1) or the rate is invalid; TypeError for another `velocity`.
 * @see Polyak 1964, Some methods of speeding up the convergence of iteration methods; Goodfellow, Bengio, Courville 2016,
 * Deep Learning, Algorithms 8.2 and 8.3
 * @example const optimizer = momentum({ learningRate: 0.01, nesterov: true })
 */
export function momentum({
  learningRate,
  momentum: decay = 0.9,
  nesterov = false,
  velocity = "scaled",
}: MomentumOptions): GradientTransform<MomentumState> {
  if (velocity !== "scaled" && velocity !== "raw")
    throw new TypeError(`momentum: velocity is "scaled" or "raw", got ${String(velocity)}; leave it out for "scaled"?`);
  checkSetting("momentum: momentum", decay, "[0,1)");
  const rate = scaleByLearningRate(learningRate);
  const following = trace({ decay, nesterov });
  // the order decides whether the velocity remembers the rates of the steps that made it
  return velocity === "scaled" ? chain({ rate, momentum: following }) : chain({ momentum: following, rate });
}

/**
 * The speed that a steady gradient leads to: e |g| / (1 - a). A momentum of 0.9 multiplies the step by ten.
 * @see Goodfellow, Bengio, Courville 2016, Deep Learning, eq. 8.17
 * @example terminalVelocity(0.01, 2, 0.9) // 0.2
 */
export const terminalVelocity = (learningRate: number, gradientNorm: number, momentum: number): number =>
  (learningRate * gradientNorm) / (1 - momentum);
