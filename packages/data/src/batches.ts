import { permutation, type RandomKey, slice, type Tensor, take } from "@adjoint/tensor";
import { type BatchSize, batchCount } from "./batch-count.ts";
import { mapTensors, type Rows, rowCount } from "./rows.ts";

export interface BatchesOptions extends BatchSize {
  /** Draws the order of the rows: the same key, the same order. Use another key for each epoch. */
  readonly key?: RandomKey;
  /** Default: whether there is a key. */
  readonly shuffle?: boolean;
}

/**
 * One epoch in minibatches: every row once, in random order if there is a key.
 *
 * Each batch is a record like `data`, of `batchSize` rows; the last one has what is left, or is dropped. With "full"
 * it is `data` itself, in its own order. Batches in order are views, shuffled ones copies.
 *
 * Shapes: tensors [n, ...s] -> tensors [batchSize, ...s].
 * @throws RangeError when batchSize is not "full" or an integer >= 1; ShapeError when the tensors differ in their first
 * axis; TypeError when there is none, or to shuffle without a key.
 * @example for (const { x, y } of batches({ x, y }, { batchSize: 32, key: foldIn(key, epoch) })) step(x, y)
 */
export function batches<R extends Rows<R>>(data: R, options: BatchesOptions): Generator<R, void, undefined> {
  const { batchSize, key, shuffle = key !== undefined } = options;
  const rows = rowCount(data, "batches");
  const count = batchCount(rows, options);
  if (shuffle && key === undefined)
    throw new TypeError("batches: shuffling needs a key, got none; pass one, as in key: randomKey(0)?");
  if (batchSize === "full") return whole(data, count);
  const order = shuffle && key ? permutation(key, rows) : undefined;
  return parts(data, batchSize, count, order);
}

function* whole<R>(data: R, count: number): Generator<R, void, undefined> {
  if (count > 0) yield data;
}

function* parts<R extends Rows<R>>(
  data: R,
  size: number,
  count: number,
  order: Tensor | undefined,
): Generator<R, void, undefined> {
  for (let i = 0; i < count; i++) {
    const range = [[i * size, (i + 1) * size]] as const;
    yield mapTensors(data, order ? (t) => take(t, slice(order, range)) : (t) => slice(t, range));
  }
}
