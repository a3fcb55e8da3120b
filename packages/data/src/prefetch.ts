/** What has items to wait for, and may have a cursor, as `epochs` and `streamBatches` have. */
export type Source<T, Cursor> = (AsyncIterable<T> | Iterable<T>) & { readonly cursor?: Cursor };

/** Items to wait for, with the cursor of their source. */
export interface Prefetched<T, Cursor> extends AsyncIterableIterator<T, void, undefined> {
  /** Where the source was when it gave the last item that was handed out, however far ahead it is by now. */
  readonly cursor: Cursor | undefined;
}

/**
 * The items of a source, of which `count` are fetched ahead while the last one is worked on: reading and computing
 * take place at the same time, as far as the source waits for something.
 *
 * An error of the source comes in its turn, after the items before it. A loop that is left ends the source.
 * @throws RangeError unless count is an integer >= 1.
 * @example for await (const { x, y } of prefetch(streamBatches(parts, { batchSize: 32 }))) await step(x, y)
 */
export function prefetch<T, Cursor>(source: Source<T, Cursor>, count = 2): Prefetched<T, Cursor> {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`prefetch: the count must be an integer >= 1, got ${count}; try 2?`);
  const iterator =
    Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : (source as Iterable<T>)[Symbol.iterator]();
  let cursor = source.cursor;
  let last: Promise<unknown> = Promise.resolve();
  const ready: Promise<{ readonly result: IteratorResult<T, unknown>; readonly cursor: Cursor | undefined }>[] = [];
  const fetchNext = (): void => {
    // one after the other, so that the cursor is read before the source goes on
    const item = last.then(async () => ({ result: await iterator.next(), cursor: source.cursor }));
    last = item.catch(() => {}); // it comes in its turn, from `ready`
    ready.push(item);
  };
  return {
    get cursor() {
      return cursor;
    },
    async next() {
      while (ready.length <= count) fetchNext();
      const { result, cursor: reached } = await ready.shift()!;
      if (result.done) return { done: true, value: undefined };
      cursor = reached;
      return { done: false, value: result.value };
    },
    async return() {
      await last;
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
