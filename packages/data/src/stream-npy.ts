import { type NpyHeader, readNpyHeader, tensorFromBytes } from "@adjoint/checkpoint";
import type { Tensor } from "@adjoint/tensor";
import { type ChunkSource, chunksOf } from "./chunk-source.ts";
import { type ByteQueue, byteQueue } from "./internal/byte-queue.ts";

export interface StreamNpyOptions {
  /** Rows of a tensor, an integer >= 1; the last one has what is left. */
  readonly rows: number;
}

const LONGEST_HEADER = 2 ** 16 + 12;

/**
 * A NumPy file of any size as tensors of some rows each, one after the other: what is in memory is one of them. Types as
 * in `readNpy`.
 *
 * Shapes: file [n, ...s] -> tensors [rows, ...s].
 * @throws what `readNpy` throws, when it is reached; RangeError for a file in column-major order, whose rows are not side
 * by side, of a scalar, or of rows without numbers, and unless rows is an integer >= 1.
 * @example for await (const x of streamNpy(createReadStream("images.npy"), { rows: 256 })) step(x)
 */
export async function* streamNpy(
  source: ChunkSource<Uint8Array>,
  { rows }: StreamNpyOptions,
): AsyncGenerator<Tensor, void, undefined> {
  if (!Number.isInteger(rows) || rows < 1)
    throw new RangeError(`streamNpy: rows must be an integer >= 1, got ${rows}; try 256?`);
  const queue = byteQueue();
  let file: NpyRows | undefined;
  for await (const chunk of chunksOf("streamNpy", source)) {
    if (!(chunk instanceof Uint8Array))
      throw new TypeError(`streamNpy: pieces are Uint8Arrays, got ${typeof chunk}; read the file as bytes?`);
    queue.push(chunk);
    if (queue.length >= LONGEST_HEADER) file ??= begin(queue);
    if (file) yield* wholeParts(queue, file, rows);
  }
  file ??= begin(queue);
  yield* wholeParts(queue, file, rows);
  if (file.left > 0) yield next(queue, file.header, Math.min(rows, file.left));
  if (queue.length > 0) throw wrongLength(file.header, `${queue.length} more`);
}

interface NpyRows {
  readonly header: NpyHeader;
  /** Rows that have not been given. */
  left: number;
}

/** The header, off the queue. */
function begin(queue: ByteQueue): NpyRows {
  const first = queue.take(LONGEST_HEADER);
  const header = readNpyHeader(first);
  const [left] = header.shape;
  if (left === undefined || header.columnMajor || (rowBytes(header) === 0 && left > 0))
    throw new RangeError(
      `streamNpy: rows of numbers side by side are needed, got [${header.shape.join(",")}]${header.columnMajor ? " in column-major order" : ""}; save it with numpy.ascontiguousarray?`,
    );
  // what was taken beyond the header comes first again
  const rest = queue.take(queue.length);
  queue.push(first.subarray(header.start));
  queue.push(rest);
  return { header, left };
}

/** The parts of so many rows that are there as a whole. */
function* wholeParts(queue: ByteQueue, file: NpyRows, rows: number): Generator<Tensor, void, undefined> {
  const length = rows * rowBytes(file.header);
  while (file.left >= rows && queue.length >= length) {
    yield next(queue, file.header, rows);
    file.left -= rows;
  }
}

const rowBytes = ({ type, shape }: NpyHeader): number => shape.slice(1).reduce((size, n) => size * n, widthOf(type));

const widthOf = (type: string): number => Number(type.at(-1)); // NumPy's names end in it

function next(queue: ByteQueue, header: NpyHeader, rows: number): Tensor {
  const { type, littleEndian, shape } = header;
  const length = rows * rowBytes(header);
  const bytes = queue.take(length);
  if (bytes.length < length) throw wrongLength(header, `${length - bytes.length} too few`);
  return tensorFromBytes(bytes, { type, littleEndian, shape: [rows, ...shape.slice(1)], name: "streamNpy: the rows" });
}

const wrongLength = ({ shape }: NpyHeader, got: string): SyntaxError =>
  new SyntaxError(
    `streamNpy: the bytes of [${shape.join(",")}] must follow the header, got ${got}; is the file whole?`,
  );
