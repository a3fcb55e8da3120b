const SAMPLES = 7;
const SAMPLE_MILLISECONDS = 3;

/**
 * Bytes a second that memory moves, read or written, measured by copying so that `bytes` move in all: little of it stays
 * in a cache that is faster than memory. The best of some samples.
 */
export function copyRate(bytes: number): number {
  const source = new Uint8Array(Math.ceil(bytes / 2)).fill(1); // pages that were never written to are not there yet
  const target = new Uint8Array(source.length).fill(2);
  let copies = 1;
  let shortest = Infinity;
  for (let i = 0; i < SAMPLES; i++) {
    const begin = performance.now();
    for (let j = 0; j < copies; j++) target.set(source);
    const each = (performance.now() - begin) / copies;
    shortest = Math.min(shortest, each);
    copies = Math.max(1, Math.ceil(SAMPLE_MILLISECONDS / Math.max(each, 1e-4)));
  }
  return (2 * source.length * 1000) / shortest;
}
