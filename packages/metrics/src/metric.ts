import type { Tensor } from "@adjoint/tensor";

/**
 * A number (or more) that says how good predictions are, of a whole set by calling it, or of a stream: `init` once,
 * `update` for each batch, `result` at any time. The state is plain data, exact in double precision, never changed in
 * place; it goes through JSON.
 *
 * Metrics read values: they run on the host, outside of `grad` and `compile`.
 * @example
 * let state = accuracy.init();
 * for (const { x, labels } of batches) state = accuracy.update(state, predict(x), labels);
 * accuracy.result(state);
 */
export interface Metric<State, Result = number, Options extends object = object> {
  /** Of a whole set. */
  (predictions: Tensor, targets: Tensor, options?: Options): Result;
  /** Of nothing yet. */
  init(options?: Options): State;
  /** With a batch more. */
  update(state: State, predictions: Tensor, targets: Tensor): State;
  /** Of all that was there; for nothing it is what the metric says, mostly NaN. */
  result(state: State): Result;
}

/** The parts of a metric. */
export interface MetricDefinition<State, Result, Options> {
  readonly init: (options: Options) => State;
  readonly update: (state: State, predictions: Tensor, targets: Tensor) => State;
  readonly result: (state: State) => Result;
}

/** A metric from its parts, one's own or one of ours. */
export function defineMetric<State, Result, Options extends object = object>({
  init,
  update,
  result,
}: MetricDefinition<State, Result, Partial<Options>>): Metric<State, Result, Partial<Options>> {
  const begin = (options: Partial<Options> = {}): State => init(options);
  return Object.assign(
    (predictions: Tensor, targets: Tensor, options?: Partial<Options>): Result =>
      result(update(begin(options), predictions, targets)),
    { init: begin, update, result },
  );
}
