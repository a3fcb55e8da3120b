export { type ClampRateOptions, clampRate } from "./clamp-rate.ts";
export { constant } from "./constant.ts";
export { type CosineDecayOptions, cosineDecay } from "./cosine-decay.ts";
export { type CosineRestartsOptions, cosineRestarts } from "./cosine-restarts.ts";
export { type DecayStepsForOptions, decayStepsFor } from "./decay-steps-for.ts";
export { type ExponentialDecayOptions, exponentialDecay } from "./exponential-decay.ts";
export { type ExponentialRangeOptions, exponentialRange } from "./exponential-range.ts";
export { type InverseSquareRootOptions, inverseSquareRoot } from "./inverse-square-root.ts";
export { type InverseTimeDecayOptions, inverseTimeDecay } from "./inverse-time-decay.ts";
export { join } from "./join.ts";
export { type LinearDecayOptions, linearDecay } from "./linear-decay.ts";
export { type NoamOptions, noam } from "./noam.ts";
export { type OneCycleOptions, oneCycle } from "./one-cycle.ts";
export { type PiecewiseConstantOptions, piecewiseConstant } from "./piecewise-constant.ts";
export { type PolynomialDecayOptions, polynomialDecay } from "./polynomial-decay.ts";
export { product } from "./product.ts";
export {
  type PlateauSchedule,
  type PlateauState,
  type ReduceOnPlateauOptions,
  reduceOnPlateau,
} from "./reduce-on-plateau.ts";
export { type RexOptions, rex } from "./rex.ts";
export { type RobbinsMonroOptions, robbinsMonro } from "./robbins-monro.ts";
export { satisfiesRobbinsMonro } from "./satisfies-robbins-monro.ts";
export { scale } from "./scale.ts";
export type { Schedule, Tail } from "./schedule.ts";
export { type StepDecayOptions, stepDecay } from "./step-decay.ts";
export { sum } from "./sum.ts";
export { type TriangularOptions, triangular } from "./triangular.ts";
export { type Triangular2Options, triangular2 } from "./triangular2.ts";
export { warmup } from "./warmup.ts";
export { type WarmupStableDecayOptions, warmupStableDecay } from "./warmup-stable-decay.ts";
