import {
  add,
  cast,
  checkType,
  divide,
  formatShape,
  multiply,
  type Numbers,
  reshape,
  ShapeError,
  sizeOf,
  subtract,
  type Tensor,
  tensor,
} from "@adjoint/tensor";

/** Of each column of the features: plain numbers, as they go into a file. */
export interface ColumnStatistics {
  readonly mean: readonly number[];
  /** Of the population; 1 for a column that is constant. */
  readonly standardDeviation: readonly number[];
}

/** The statistics and what they do; `JSON.stringify` keeps the statistics. */
export interface Standardizer extends ColumnStatistics {
  /** (x - mean) / standardDeviation, in the type of x. */
  readonly apply: (x: Tensor) => Tensor;
  /** x standardDeviation + mean, in the type of x. */
  readonly invert: (x: Tensor) => Tensor;
}

/**
 * Takes mean and standard deviation of every column, to bring features to mean 0 and variance 1.
 *
 * Take them of the training rows and apply them to all others too. A column that is constant becomes 0 in the rows it
 * was taken of, never NaN. All is computed in float64 and rounded once.
 *
 * Shapes: features [n, ...s]; `apply` and `invert` [m, ...s] -> [m, ...s], for any m. A column is an entry of s.
 * @throws DTypeError unless features are floating-point; ShapeError without a row, or where x has other columns;
 * RangeError when a feature is not finite.
 * @example
 * const scaler = standardize(train.features);
 * const x = scaler.apply(test.features);
 */
export function standardize(features: Tensor): Standardizer {
  checkType("standardize", "float", features.dtype);
  if (!features.shape[0])
    throw new ShapeError(
      `standardize: features [n, ...] with a row or more are needed, got ${formatShape(features.shape)}; pass the training rows?`,
    );
  return standardizeBy(statisticsOf(features.dataSync(), features.shape[0]));
}

/** Sums run over differences from the first row: those of a constant column are 0, whatever its value. */
function statisticsOf(values: Numbers, rows: number): ColumnStatistics {
  const first = Float64Array.from(values.subarray(0, values.length / rows));
  const shift = columnMeans(values, rows, (value, column) => value - first[column]!);
  const variance = columnMeans(values, rows, (value, column) => (value - first[column]! - shift[column]!) ** 2);
  const stray = variance.findIndex((value) => !Number.isFinite(value));
  if (stray >= 0)
    throw new RangeError(
      `standardize: finite features are needed, got NaN, an infinity or one above 1e153 in column ${stray}; replace it?`,
    );
  return {
    mean: Array.from(first, (value, column) => value + shift[column]!),
    standardDeviation: Array.from(variance, (value) => Math.sqrt(value) || 1),
  };
}

function columnMeans(values: Numbers, rows: number, term: (value: number, column: number) => number): Float64Array {
  const sums = new Float64Array(values.length / rows);
  for (let at = 0; at < values.length; )
    for (let column = 0; column < sums.length; column++, at++) sums[column] = sums[column]! + term(values[at]!, column);
  return sums.map((sum) => sum / rows);
}

/**
 * The standardizer of statistics that were kept.
 * @throws RangeError unless there is a standard deviation above 0 for each mean; TypeError unless both are lists.
 * @example const scaler = standardizeBy(JSON.parse(text))
 */
export function standardizeBy({ mean, standardDeviation }: ColumnStatistics): Standardizer {
  if (!Array.isArray(mean) || !Array.isArray(standardDeviation))
    throw new TypeError(
      "standardizeBy: { mean, standardDeviation } are needed, a list of numbers each, got others; are these the statistics of standardize?",
    );
  if (mean.length !== standardDeviation.length || !standardDeviation.every((deviation) => deviation > 0))
    throw new RangeError(
      `standardizeBy: each mean needs a standard deviation > 0, got ${mean.length} means and [${standardDeviation.join(", ")}]; are these the statistics of standardize?`,
    );
  const inFloat64 = (x: Tensor, f: (x: Tensor, means: Tensor, deviations: Tensor) => Tensor): Tensor => {
    checkType("standardize", "float", x.dtype);
    const row = x.shape.slice(1);
    if (x.rank === 0 || sizeOf(row) !== mean.length)
      throw new ShapeError(
        `standardize: rows of ${mean.length} columns are needed, got ${formatShape(x.shape)}; are these the same features?`,
      );
    const asRow = (values: readonly number[]): Tensor => reshape(tensor(Float64Array.from(values)), row);
    return cast(f(cast(x, "float64"), asRow(mean), asRow(standardDeviation)), x.dtype);
  };
  return {
    mean,
    standardDeviation,
    apply: (x) => inFloat64(x, (t, means, deviations) => divide(subtract(t, means), deviations)),
    invert: (x) => inFloat64(x, (t, means, deviations) => add(multiply(t, deviations), means)),
  };
}
