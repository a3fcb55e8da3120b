import {
  checkTensor,
  type DType,
  DTypeError,
  formatShape,
  type Numbers,
  sameShape,
  ShapeError,
  type Tensor,
} from "@adjoint/tensor";

/** The labels of the scores, and what goes with them. */
export interface LabelOptions {
  /** The label of what does not count, such as the padding of a text. Default: there is none. */
  readonly ignoreIndex?: number;
}

/** Are they labels? */
const isWhole = (dtype: DType): boolean => dtype === "int32" || dtype === "uint8" || dtype === "bool";

/** @throws DTypeError unless they are labels. */
export function checkLabels(name: string, labels: Tensor): void {
  checkTensor(name, labels);
  if (!isWhole(labels.dtype))
    throw new DTypeError(
      `${name}: labels are int32, uint8 or bool, got ${labels.dtype}; cast them, as in cast(labels, "int32")?`,
    );
}

/** Scores [...s, classes] row by row beside labels [...s]. @throws ShapeError, DTypeError or RangeError when they do not fit. */
export function forEachRow(
  name: string,
  scores: Tensor,
  labels: Tensor,
  ignoreIndex: number | null,
  visit: (row: Numbers, label: number) => void,
): void {
  checkTensor(name, scores);
  checkLabels(name, labels);
  const classes = scores.shape.at(-1);
  if (classes === undefined || !sameShape(scores.shape.slice(0, -1), labels.shape))
    throw new ShapeError(
      `${name}: scores [..., classes] for labels [...] are needed, got ${formatShape(scores.shape)} for ${formatShape(labels.shape)}; reshape one?`,
    );
  const [values, wanted] = [scores.dataSync(), labels.dataSync()];
  wanted.forEach((label: number, i: number) => {
    if (label === ignoreIndex) return;
    checkClass(name, label, classes);
    visit(values.subarray(i * classes, (i + 1) * classes), label);
  });
}

/** @throws RangeError unless it is one of so many classes. */
export function checkClass(name: string, label: number, classes: number): void {
  if (label < 0 || label >= classes)
    throw new RangeError(
      `${name}: labels from 0 to ${classes - 1} are needed, got ${label}; add classes, or ignoreIndex: ${label}?`,
    );
}

/**
 * Predicted and true labels, pair by pair: of labels [...s] for labels [...s], or of scores [...s, classes], of which the
 * first of the largest is what is predicted.
 */
export function forEachPair(
  name: string,
  predictions: Tensor,
  labels: Tensor,
  ignoreIndex: number | null,
  visit: (predicted: number, label: number, classes: number) => void,
): void {
  checkTensor(name, predictions);
  if (!isWhole(predictions.dtype)) {
    forEachRow(name, predictions, labels, ignoreIndex, (row, label) => visit(largestOf(row), label, row.length));
    return;
  }
  checkLabels(name, labels);
  if (!sameShape(predictions.shape, labels.shape))
    throw new ShapeError(
      `${name}: a prediction for each label is needed, got ${formatShape(predictions.shape)} for ${formatShape(labels.shape)}; reshape one, or cast scores to float32?`,
    );
  const predicted = predictions.dataSync();
  labels.dataSync().forEach((label: number, i: number) => {
    if (label !== ignoreIndex) visit(predicted[i]!, label, 0);
  });
}

/** The place of the first of the largest numbers; NaN is larger than all. */
function largestOf(row: Numbers): number {
  let at = 0;
  for (let i = 0; i < row.length; i++) {
    if (Number.isNaN(row[i]!)) return i;
    if (row[i]! > row[at]!) at = i;
  }
  return at;
}
