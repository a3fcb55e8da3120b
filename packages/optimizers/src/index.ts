export { type AdagradOptions, type AdagradState, adagrad, scaleByAdagrad } from "./adagrad.ts";
export { type AdamOptions, type AdamState, adam, scaleByAdam } from "./adam.ts";
export { addDecayedWeights } from "./add-decayed-weights.ts";
export { applyUpdates } from "./apply-updates.ts";
export { type ChainState, chain } from "./chain.ts";
export { clipByGlobalNorm } from "./clip-by-global-norm.ts";
export { globalNorm } from "./global-norm.ts";
export { type GradientDescentOptions, gradientDescent } from "./gradient-descent.ts";
export {
  type GradientTransform,
  gradientTransform,
  type Leaf,
  type Params,
  type Tensors,
} from "./gradient-transform.ts";
export { type MomentumOptions, type MomentumState, momentum, terminalVelocity } from "./momentum.ts";
export type { Rate, RateState } from "./rate.ts";
export { type RateRangeTestOptions, type RateTrial, rateRangeTest } from "./rate-range-test.ts";
export { type RmspropOptions, type RmspropState, rmsprop, scaleByRms } from "./rmsprop.ts";
export { scaleByLearningRate } from "./scale-by-learning-rate.ts";
export { type SgdOptions, type SgdState, sgd } from "./sgd.ts";
export { type EmptyState, identity, stateless } from "./stateless.ts";
export { type RateSuggestion, suggestInitialRate } from "./suggest-initial-rate.ts";
export { type TraceOptions, type TraceState, trace } from "./trace.ts";
export { withLearningRate, withRateScale } from "./with-learning-rate.ts";
