import { concat, foldIn, isTensor, permutation, type RandomKey, slice, type Tensor, take } from "@adjoint/tensor";
import { type ChunkSource, chunksOf } from "./chunk-source.ts";
import { mapTensors, type Rows, rowCount } from "./rows.ts";

export interface StreamBatchesOptions {
  /** Rows in a batch, an integer >= 1. */
  readonly batchSize: number;
  /** Leave out a last batch that is short; default false. */
  readonly dropLast?: boolean;
  /** Shuffles among the rows of the window: the same key and parts, the same order. */
  readonly key?: RandomKey;
  /** With a key: how many rows are in memory to draw from, an integer >= batchSize; default 16 batches. */
  readonly window?: number;
  /** The number of the first batch to give, as `cursor` said; default 0. Those before it are read and left out. */
  readonly start?: number;
}

/** Batches to wait for, one after the other. */
export interface StreamedBatches<R> extends AsyncIterableIterator<R, void, undefined> {
  /** The number of the next batch. Save it with a run, and from the same source the batches go on from there. */
  readonly cursor: number;
}

/**
 * Minibatches of data that come in parts of any size, from a file larger than memory: every row once. With a key they are
 * shuffled as far as a window of rows allows, of which about half is given before more are read: rows near each other in
 * the file may stay near each other.
 *
 * Shapes: parts of tensors [m, ...s] -> tensors [batchSize, ...s].
 * @throws RangeError when an option is out of range; what `rowCount` and `concat` throw, when the part is reached.
 * @example
 * async function* parts() {
 *   for await (const table of streamCsv(createReadStream("large.csv"))) yield toDataset(table, { target: "label", classes });
 * }
 * for await (const batch of prefetch(streamBatches(parts(), { batchSize: 64, key }))) step(batch);
 */
export function streamBatches<R extends Rows<R>>(
  parts: ChunkSource<R>,
  options: StreamBatchesOptions,
): StreamedBatches<R> {
  const { batchSize, window = 16 * batchSize, start = 0 } = options;
  const limits = { batchSize: [batchSize, 1], window: [window, batchSize], start: [start, 0] } as const;
  for (const [name, [value, least]] of Object.entries(limits))
    if (!Number.isInteger(value) || value < least)
      throw new RangeError(`streamBatches: ${name} must be an integer >= ${least}, got ${value}; leave it out?`);
  const batches = later(start, batchesOf(parts, { ...options, window }));
  let cursor = start;
  return {
    get cursor() {
      return cursor;
    },
    async next() {
      const result = await batches.next();
      if (!result.done) cursor++;
      return result;
    },
    return: () => batches.return(),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* later<R>(start: number, batches: AsyncIterable<R>): AsyncGenerator<R, void, undefined> {
  let number = 0;
  for await (const batch of batches) if (number++ >= start) yield batch;
}

async function* batchesOf<R extends Rows<R>>(
  parts: ChunkSource<R>,
  { batchSize, dropLast = false, key, window }: StreamBatchesOptions & { readonly window: number },
): AsyncGenerator<R, void, undefined> {
  const [wanted, kept] = key ? [window, Math.floor(window / 2)] : [batchSize, 0];
  let round = 0;
  const shuffled = (pool: R): R => {
    if (!key) return pool;
    const order = permutation(foldIn(key, round++), rowCount(pool));
    return mapTensors(pool, (t) => take(t, order));
  };
  let held: R[] = [];
  let count = 0;
  for await (const part of chunksOf("streamBatches", parts)) {
    held.push(part);
    count += rowCount(part, "streamBatches");
    if (count < wanted) continue;
    const pool = shuffled(joined(held));
    const given = Math.max(1, Math.floor((count - kept) / batchSize)) * batchSize;
    for (let at = 0; at < given; at += batchSize) yield rowsOf(pool, at, at + batchSize);
    held = [rowsOf(pool, given, count)];
    count -= given;
  }
  if (count === 0) return;
  const pool = shuffled(joined(held));
  for (let at = 0; at < (dropLast ? count - (count % batchSize) : count); at += batchSize)
    yield rowsOf(pool, at, Math.min(at + batchSize, count));
}

const rowsOf = <R extends Rows<R>>(data: R, start: number, end: number): R =>
  mapTensors(data, (t) => slice(t, [[start, end]]));

/** The rows of all parts, one after the other, in a record like the first. */
function joined<R extends Rows<R>>(parts: readonly R[]): R {
  const [first] = parts;
  if (first === undefined || parts.length === 1) return first!; // there is a part
  const fieldsOf = (part: R): Record<string, unknown> => Object.fromEntries(Object.entries<unknown>(part));
  const others = parts.map(fieldsOf);
  const entries = Object.entries<unknown>(first).flatMap(([name, value]): [string, Tensor][] => {
    if (!isTensor(value)) return [];
    const tensors = others.map((part) => part[name]).filter(isTensor);
    if (tensors.length < parts.length)
      throw new TypeError(`streamBatches: every part needs the tensor "${name}" of the first, got none; add it?`);
    return [[name, concat(tensors, { axis: 0 })]];
  });
  return { ...first, ...Object.fromEntries(entries) };
}
