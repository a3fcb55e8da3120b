import {
  arange,
  castTo,
  divide,
  expandDims,
  formatShape,
  isTensor,
  less,
  lessEqual,
  maximum,
  negate,
  ShapeError,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { alignmentScore, IMPOSSIBLE } from "./internal/alignment-score.ts";
import { checkInputs } from "./internal/check-inputs.ts";
import { checkLabels, checkRange } from "./internal/check-labels.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { fit, reduce } from "./internal/reduce.ts";
import type { LossOptions } from "./loss-options.ts";

export interface CtcOptions extends LossOptions {
  /** The class that stands for no label; default 0. */
  readonly blank?: number | undefined;
  /** Labels that do not fit into their input have loss 0 instead of Infinity; default false. */
  readonly zeroInfinity?: boolean | undefined;
}

/**
 * Connectionist temporal classification: -log of the probability that a sequence of classes, one for each time step,
 * becomes the labels when repetitions are merged and blanks removed, summed over all such alignments in log space.
 *
 * Shapes: logProbabilities [time, batch, classes], labels [batch, length] (what stands behind the length of an example
 * is not read), inputLengths [batch], labelLengths [batch] (`int32` or `uint8`) -> [] ("mean", "sum") or [batch]
 * ("none"). "mean" divides the loss of each example by the length of its labels (at least 1) first. Unit: nats. The
 * gradient is the true derivative for the log-probabilities. Where no alignment is possible the loss is Infinity, with
 * a zero gradient.
 * @good Needs no alignment of inputs and labels.
 * @bad Takes outputs as independent; peaky.
 * @use For speech and handwriting.
 * @throws ShapeError when the shapes do not fit; DTypeError for log-probabilities of an integer type, labels or lengths
 * of another; RangeError for a label that is no class or is the blank, and for lengths that are longer than there is
 * room.
 * @see Graves, Fernández, Gomez, Schmidhuber 2006, Connectionist Temporal Classification, eq. 6 to 8
 * @example ctc(logSoftmax(logits), labels, inputLengths, labelLengths, { zeroInfinity: true })
 */
export function ctc(
  logProbabilities: Tensor,
  labels: Tensor,
  inputLengths: Tensor,
  labelLengths: Tensor,
  { blank = 0, zeroInfinity = false, ...options }: CtcOptions = {},
): Tensor {
  const [time, batch, classes] = sizesOf(logProbabilities);
  checkSetting("ctc", "blank", blank, Number.isInteger(blank) && blank >= 0 && blank < classes, "a class");
  const room = isTensor(labels) && labels.rank === 2 ? labels.shape[1]! : 1;
  const symbols = checkLabels("ctc", "labels", labels, [batch, room]);
  const mask = options.where && fit("ctc", "where", options.where, [batch]);
  const steps = checkLengths("inputLengths", inputLengths, mask, batch, time);
  const counts = checkLengths("labelLengths", labelLengths, mask, batch, room);
  checkNoBlank(symbols, counts, blank);
  const isRead = less(arange(0, room), expandDims(counts, 1));
  const read = checkRange("ctc", where(isRead, symbols, blank), classes);
  const score = alignmentScore(logProbabilities, read, steps, counts, blank);
  const loss = where(lessEqual(score, IMPOSSIBLE / 2), zeroInfinity ? 0 : Infinity, negate(score));
  const isMean = (options.reduction ?? "mean") === "mean";
  return reduce("ctc", isMean ? divide(loss, castTo(maximum(counts, 1), loss.dtype)) : loss, options, mask);
}

function sizesOf(logProbabilities: Tensor): readonly [time: number, batch: number, classes: number] {
  checkInputs("ctc", [logProbabilities]);
  const [time, batch, classes] = logProbabilities.shape;
  if (time === undefined || batch === undefined || classes === undefined || logProbabilities.rank > 3)
    throw new ShapeError(
      `ctc: log-probabilities are [time, batch, classes], got ${formatShape(logProbabilities.shape)}; transpose them?`,
    );
  return [time, batch, classes];
}

/** Lengths; a masked example has length 0, so that nothing of it is read. */
function checkLengths(what: string, lengths: Tensor, mask: Tensor | undefined, batch: number, longest: number): Tensor {
  const checked = checkLabels("ctc", what, lengths, [batch]);
  const kept = mask ? where(mask, checked, 0) : checked;
  for (const length of kept.view ? kept.dataSync() : [])
    checkSetting("ctc", what, length, length >= 0 && length <= longest, `from 0 to ${longest}`);
  return kept;
}

function checkNoBlank(labels: Tensor, counts: Tensor, blank: number): void {
  if (!labels.view || !counts.view) return;
  const room = labels.shape[1]!;
  const values = labels.dataSync();
  counts.dataSync().forEach((count, example) => {
    if (values.subarray(example * room, example * room + count).includes(blank))
      throw new RangeError(`ctc: labels are classes other than the blank, got ${blank}; choose another blank?`);
  });
}
