import { foldIn } from "@adjoint/tensor";
import { batchCount } from "./batch-count.ts";
import { type Batches, type BatchesOptions, batches } from "./batches.ts";
import { type Rows, rowCount } from "./rows.ts";

/** A batch among those of many epochs; both count from 0. */
export interface EpochCursor {
  readonly epoch: number;
  readonly batch: number;
}

export interface EpochsOptions extends Omit<BatchesOptions, "start"> {
  /** How many there are; default Infinity: the loop says when it is enough. */
  readonly epochs?: number;
  /** Where to begin, as `cursor` said; default the first batch of all. */
  readonly from?: EpochCursor;
}

/**
 * The batches of epoch after epoch, with a cursor that says where the next one is: saved with a run, it lets training go
 * on with the very batch that came next. In epoch e the order is that of the key `foldIn(key, e)`.
 *
 * When the last batch of an epoch was given, the cursor is at batch 0 of the next one.
 * @throws what `batches` throws, at once; RangeError when the cursor is none of these epochs.
 * @example
 * const source = epochs(train, { batchSize: 32, key, epochs: 20, from: run.cursor });
 * for (const { x, y } of source) {
 *   train(x, y);
 *   saveRun("run.safetensors", { params, state, cursor: source.cursor });
 * }
 */
export function epochs<R extends Rows<R>>(
  data: R,
  { epochs: last = Number.POSITIVE_INFINITY, from = { epoch: 0, batch: 0 }, ...options }: EpochsOptions,
): Batches<R, EpochCursor> {
  const count = batchCount(rowCount(data, "epochs"), options);
  if (!(Number.isInteger(last) || last === Number.POSITIVE_INFINITY) || last < 0)
    throw new RangeError(`epochs: epochs must be an integer >= 0 or Infinity, got ${last}; leave it out?`);
  checkCursor(from, count);
  const begin = ({ epoch, batch }: EpochCursor): Batches<R> =>
    batches(data, { ...options, ...(options.key && { key: foldIn(options.key, epoch) }), start: batch });
  let cursor = { epoch: from.epoch, batch: from.batch };
  let current = begin(cursor);
  return {
    get cursor() {
      return cursor;
    },
    next() {
      if (cursor.epoch >= last || count === 0) return { done: true, value: undefined };
      if (current.cursor === count) current = begin(cursor);
      const result = current.next();
      const isLast = current.cursor === count;
      cursor = isLast ? { epoch: cursor.epoch + 1, batch: 0 } : { epoch: cursor.epoch, batch: current.cursor };
      return result;
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}

function checkCursor({ epoch, batch }: EpochCursor, count: number): void {
  const isPlace = (n: number, end: number): boolean => Number.isInteger(n) && n >= 0 && n < end;
  if (!isPlace(epoch, 2 ** 31) || !isPlace(batch, Math.max(count, 1)))
    throw new RangeError(
      `epochs: a cursor is an epoch and one of its ${count} batches, got epoch ${epoch}, batch ${batch}; is it of other data?`,
    );
}
