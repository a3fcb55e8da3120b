import { permutation, type RandomKey, slice, type Tensor, take, tensor } from "@adjoint/tensor";
import { type BatchSize, batchCount } from "./batch-count.ts";
import { balancedOrder } from "./internal/balanced-order.ts";
import { labelsOf } from "./internal/labels-of.ts";
import { mapTensors, type Rows, rowCount } from "./rows.ts";

export interface BatchesOptions extends BatchSize {
  /** Draws the order of the rows: the same key, the same order. Use another key for each epoch, or `epochs`. */
  readonly key?: RandomKey;
  /** Default: whether there is a key. */
  readonly shuffle?: boolean;
  /**
   * The name of labels, integers [n], whose classes are to come equally often: rows of rare classes come several times,
   * some rows of frequent ones not at all. Needs a key.
   */
  readonly balanced?: string;
  /** The number of the first batch to give, as `cursor` said; default 0. */
  readonly start?: number;
}

/** Batches one after the other. A loop that was left may be taken up again. */
export interface Batches<R, Cursor = number> extends IterableIterator<R, void, undefined> {
  /** Where the next batch is. Save it with a run, and the batches go on from there. */
  readonly cursor: Cursor;
}

/**
 * One epoch in minibatches: every row once, in random order if there is a key.
 *
 * Each batch is a record like `data`, of `batchSize` rows; the last one has what is left, or is dropped. With "full"
 * it is `data` itself, in its own order. Batches in order are views, shuffled ones copies. A balanced epoch has as many
 * rows as the data; of k classes, rows 0 to k - 1 have one each, rows k to 2k - 1 too, and so on, each in random order.
 *
 * Shapes: tensors [n, ...s] -> tensors [batchSize, ...s].
 * @throws RangeError when batchSize is not "full" or an integer >= 1, or start no batch of the epoch; ShapeError when
 * the tensors differ in their first axis, or labels have several; DTypeError for labels that are no integers; TypeError
 * when there are no tensors or no such labels, or to shuffle or balance without a key.
 * @example for (const { x, y } of batches({ x, y }, { batchSize: 32, key: foldIn(key, epoch) })) step(x, y)
 */
export function batches<R extends Rows<R>>(data: R, options: BatchesOptions): Batches<R> {
  const { batchSize, start = 0 } = options;
  const rows = rowCount(data, "batches");
  const count = batchCount(rows, options);
  if (!Number.isInteger(start) || start < 0 || start > count)
    throw new RangeError(`batches: start must be from 0 to the ${count} batches, got ${start}; is it of other data?`);
  const order = orderOf(data, rows, options);
  if (batchSize === "full")
    return batchesFrom(() => (order ? mapTensors(data, (t) => take(t, order)) : data), start, count);
  return batchesFrom(
    (i) => {
      const range = [[i * batchSize, (i + 1) * batchSize]] as const;
      return mapTensors(data, order ? (t) => take(t, slice(order, range)) : (t) => slice(t, range));
    },
    start,
    count,
  );
}

/** The rows in the order of the epoch; undefined where it is their own. */
function orderOf<R extends Rows<R>>(data: R, rows: number, options: BatchesOptions): Tensor | undefined {
  const { batchSize, key, shuffle = key !== undefined, balanced } = options;
  if ((shuffle || balanced !== undefined) && key === undefined)
    throw new TypeError(
      `batches: ${balanced === undefined ? "shuffling" : "balancing"} needs a key, got none; pass one, as in key: randomKey(0)?`,
    );
  if (balanced !== undefined && key) return tensor(balancedOrder(key, labelsOf("batches", data, balanced)));
  return shuffle && key && batchSize !== "full" ? permutation(key, rows) : undefined;
}

function batchesFrom<R>(batchAt: (i: number) => R, start: number, count: number): Batches<R> {
  let at = start;
  return {
    get cursor() {
      return at;
    },
    next: () => (at < count ? { done: false, value: batchAt(at++) } : { done: true, value: undefined }),
    [Symbol.iterator]() {
      return this;
    },
  };
}
