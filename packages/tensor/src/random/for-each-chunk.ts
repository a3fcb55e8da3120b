import { BITS, threefry } from "./threefry.ts";

/** Words made at once: few enough to stay in the fastest cache. */
const CHUNK = 1024;

/**
 * The bits of a key in order, `perElement` (1 or 2) words for each of `size` elements, a chunk of elements at a time.
 * An element gets the same words however many follow it.
 */
export function forEachChunk(
  key0: number,
  key1: number,
  size: number,
  perElement: 1 | 2,
  visit: (words: Int32Array, start: number, end: number) => void,
): void {
  const words = new Int32Array(Math.min(CHUNK, perElement * size));
  const elements = CHUNK / perElement;
  for (let start = 0; start < size; start += elements) {
    const end = Math.min(start + elements, size);
    threefry(key0, key1, (start * perElement) / 2, BITS, words);
    visit(words, start, end);
  }
}
