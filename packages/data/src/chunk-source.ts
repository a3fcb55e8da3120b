/**
 * A file piece by piece: what `createReadStream(path)` of Node.js, `file.stream()` and `response.body` of a page give, or
 * anything that can be iterated.
 */
export type ChunkSource<C> = AsyncIterable<C> | Iterable<C> | WebStream<C>;

/** What is used of a ReadableStream: some browsers cannot iterate it. */
interface WebStream<C> {
  getReader(): {
    read(): Promise<{ readonly done: boolean; readonly value?: C | undefined }>;
    cancel(): Promise<void>;
  };
}

/** The pieces one by one. A loop that is left closes the source. */
export async function* chunksOf<C>(operation: string, source: ChunkSource<C>): AsyncGenerator<C, void, undefined> {
  if (typeof source !== "object" || source === null || ArrayBuffer.isView(source))
    throw new TypeError(
      `${operation}: a source of pieces is needed, got ${typeof source === "object" ? "one piece" : typeof source}; pass [piece] or a stream?`,
    );
  if (Symbol.asyncIterator in source || Symbol.iterator in source) {
    yield* source;
    return;
  }
  if (typeof source.getReader !== "function")
    throw new TypeError(`${operation}: a source of pieces is needed, got another object; pass a stream?`);
  const reader = source.getReader();
  try {
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) yield piece.value as C;
  } finally {
    await reader.cancel();
  }
}
