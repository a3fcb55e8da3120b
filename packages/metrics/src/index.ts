export { accuracy, type CountState } from "./accuracy.ts";
export {
  type ConfusionMatrix,
  type ConfusionOptions,
  type ConfusionState,
  confusionMatrix,
} from "./confusion-matrix.ts";
export { f1 } from "./f1.ts";
export type { ClassMetricOptions, ClassMetricState } from "./internal/class-metric.ts";
export type { LabelOptions } from "./internal/labels-of.ts";
export type { SumState } from "./internal/mean-error.ts";
export { meanAbsoluteError } from "./mean-absolute-error.ts";
export { meanSquaredError } from "./mean-squared-error.ts";
export { defineMetric, type Metric, type MetricDefinition } from "./metric.ts";
export { type PerplexityState, perplexity } from "./perplexity.ts";
export { precision } from "./precision.ts";
export { type R2State, r2 } from "./r2.ts";
export { recall } from "./recall.ts";
export { type RocState, rocAuc } from "./roc-auc.ts";
export { rootMeanSquaredError } from "./root-mean-squared-error.ts";
export { type ClassScores, scoresByClass } from "./scores-by-class.ts";
export { type TopKOptions, type TopKState, topKAccuracy } from "./top-k-accuracy.ts";
