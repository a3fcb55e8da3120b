export { type AccumulateState, accumulate } from "./accumulate.ts";
export {
  type AdabeliefOptions,
  type AdabeliefState,
  adabelief,
  type ScaleByAdabeliefOptions,
  scaleByAdabelief,
} from "./adabelief.ts";
export { type AdadeltaOptions, type AdadeltaState, adadelta, scaleByAdadelta } from "./adadelta.ts";
export { type AdafactorOptions, type AdafactorState, adafactor } from "./adafactor.ts";
export { type AdagradOptions, type AdagradState, adagrad, scaleByAdagrad } from "./adagrad.ts";
export { type AdamOptions, type AdamState, adam, scaleByAdam } from "./adam.ts";
export { type AdamaxState, adamax, scaleByAdamax } from "./adamax.ts";
export { type AdamwOptions, adamw } from "./adamw.ts";
export { type AdanOptions, type AdanState, adan, scaleByAdan } from "./adan.ts";
export { type AdaptiveGradientClipOptions, adaptiveGradientClip } from "./adaptive-gradient-clip.ts";
export { type AddDecayedWeightsOptions, addDecayedWeights } from "./add-decayed-weights.ts";
export { type AddNoiseOptions, type AddNoiseState, addNoise } from "./add-noise.ts";
export { type AdemamixOptions, type AdemamixState, ademamix, scaleByAdemamix } from "./ademamix.ts";
export { type AdoptOptions, adopt, scaleByAdopt } from "./adopt.ts";
export { type AmsgradState, amsgrad, scaleByAmsgrad } from "./amsgrad.ts";
export { applyUpdates } from "./apply-updates.ts";
export { type AsgdOptions, type AsgdState, asgd } from "./asgd.ts";
export { type AverageParamsState, averageParams } from "./average-params.ts";
export { type CentralizeOptions, centralize } from "./centralize.ts";
export { type ChainState, chain } from "./chain.ts";
export { clip } from "./clip.ts";
export { clipByBlockNorm } from "./clip-by-block-norm.ts";
export { clipByGlobalNorm } from "./clip-by-global-norm.ts";
export { evaluationParameters } from "./evaluation-parameters.ts";
export {
  type ExponentialMovingAverageOptions,
  type ExponentialMovingAverageState,
  exponentialMovingAverage,
} from "./exponential-moving-average.ts";
export { type FreezeState, freeze } from "./freeze.ts";
export { type FromageOptions, fromage } from "./fromage.ts";
export { globalNorm } from "./global-norm.ts";
export { type GradientDescentOptions, gradientDescent } from "./gradient-descent.ts";
export {
  type GradientTransform,
  gradientTransform,
  type Leaf,
  type Params,
  type Tensors,
  type ValueAndGradient,
} from "./gradient-transform.ts";
export type { DescentState } from "./internal/direction.ts";
export { type LambOptions, type LambState, lamb } from "./lamb.ts";
export { type LarsOptions, type LarsState, lars } from "./lars.ts";
export { type LeastSquaresOptions, type LeastSquaresProblem, leastSquares } from "./least-squares.ts";
export { type LionOptions, type LionState, lion, scaleByLion } from "./lion.ts";
export { loadState } from "./load-state.ts";
export { type LookaheadOptions, type LookaheadState, lookahead } from "./lookahead.ts";
export type { Match } from "./match.ts";
export { maximize } from "./maximize.ts";
export { type MinimizeOptions, minimize, minimizeAsync } from "./minimize.ts";
export type { MinimizeProgress, MinimizeResult, StopOptions, StopReason } from "./minimize-result.ts";
export { type MomentumOptions, type MomentumState, momentum, terminalVelocity } from "./momentum.ts";
export { type MuonOptions, type MuonState, muon } from "./muon.ts";
export { type NadamOptions, type NadamState, nadam, scaleByNadam } from "./nadam.ts";
export { type NadamwOptions, nadamw } from "./nadamw.ts";
export { type NoisySgdOptions, noisySgd } from "./noisy-sgd.ts";
export { normalize } from "./normalize.ts";
export { type NovogradOptions, type NovogradState, novograd, scaleByNovograd } from "./novograd.ts";
export {
  type OptimismState,
  type OptimisticGradientDescentOptions,
  optimisticGradientDescent,
  scaleByOptimism,
} from "./optimistic-gradient-descent.ts";
export { type OrthogonalizeOptions, orthogonalize } from "./orthogonalize.ts";
export { type PartitionPart, partition } from "./partition.ts";
export { type PolyakSgdOptions, type PolyakSgdState, polyakSgd, type ValueOfLoss } from "./polyak-sgd.ts";
export { type ProdigyOptions, type ProdigyState, prodigy } from "./prodigy.ts";
export { type Box, projectOntoBox, projectOntoNonNegative } from "./project-onto-box.ts";
export { projectOntoL1Ball } from "./project-onto-l1-ball.ts";
export { type Ball, projectOntoL2Ball } from "./project-onto-l2-ball.ts";
export { projectOntoSimplex, type Simplex } from "./project-onto-simplex.ts";
export { radam, scaleByRadam } from "./radam.ts";
export type { Rate, RateState } from "./rate.ts";
export { type RateRangeTestOptions, type RateTrial, rateRangeTest } from "./rate-range-test.ts";
export { type RmspropOptions, type RmspropState, rmsprop, scaleByRms } from "./rmsprop.ts";
export { type RpropOptions, type RpropState, rprop } from "./rprop.ts";
export { type SavedState, type SaveStateOptions, saveState } from "./save-state.ts";
export { scaleByLearningRate } from "./scale-by-learning-rate.ts";
export { scaleBySign } from "./scale-by-sign.ts";
export { scaleByTrustRatio } from "./scale-by-trust-ratio.ts";
export { type ScheduleFreeAdamwOptions, scheduleFreeAdamw } from "./schedule-free-adamw.ts";
export { type ScheduleFreeSgdOptions, scheduleFreeSgd } from "./schedule-free-sgd.ts";
export { type SgdOptions, type SgdState, sgd } from "./sgd.ts";
export {
  type ScaleByShampooOptions,
  type ShampooOptimizerState,
  type ShampooOptions,
  type ShampooState,
  scaleByShampoo,
  shampoo,
} from "./shampoo.ts";
export { type LossElsewhere, type SharpnessAwareOptions, sharpnessAware } from "./sharpness-aware.ts";
export { type SignSgdOptions, signSgd } from "./sign-sgd.ts";
export { type SignumOptions, type SignumState, signum } from "./signum.ts";
export { type SkipNonFiniteState, skipNonFinite } from "./skip-non-finite.ts";
export { type Sm3OptimizerState, type Sm3Options, type Sm3State, scaleBySm3, sm3 } from "./sm3.ts";
export { type ScaleBySoapOptions, type SoapOptions, type SoapState, scaleBySoap, soap } from "./soap.ts";
export {
  type CurvatureEstimate,
  type ScaleBySophiaOptions,
  type SophiaOptimizerState,
  type SophiaOptions,
  type SophiaState,
  scaleBySophia,
  sophia,
} from "./sophia.ts";
export { type EmptyState, identity, stateless } from "./stateless.ts";
export { type RateSuggestion, suggestInitialRate } from "./suggest-initial-rate.ts";
export { type TraceOptions, type TraceState, trace } from "./trace.ts";
export { withLearningRate, withRateScale } from "./with-learning-rate.ts";
export { scaleByYogi, type YogiOptions, yogi } from "./yogi.ts";
export { zeroNonFinite } from "./zero-non-finite.ts";
export { zeroUpdates } from "./zero-updates.ts";
