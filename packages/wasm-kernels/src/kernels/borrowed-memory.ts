import type { Memory } from "../emitter/web-assembly.ts";
import type { Arena } from "../memory/arena.ts";

/** The arrays that kernels take: those of the kernels' own memory as they are, others by a copy. */
export type KernelArray = Float32Array | Int32Array | Uint8Array;

interface Place {
  readonly array: KernelArray;
  readonly start: number;
  readonly isCopy: boolean;
}

const isSame = (a: KernelArray, b: KernelArray): boolean =>
  a.buffer === b.buffer && a.byteOffset === b.byteOffset && a.byteLength === b.byteLength;

/**
 * Calls `use` with the places of arrays in memory: inputs are copied in and outputs back where they are not there already.
 * An array that is both has one place.
 */
export function withPlaces(
  memory: Memory,
  arena: Arena,
  inputs: readonly KernelArray[],
  outputs: readonly KernelArray[],
  use: (inputs: number[], outputs: number[]) => void,
): void {
  const places: Place[] = [];
  const placeOf = (array: KernelArray): Place => {
    if (array.buffer === memory.buffer) return { array, start: array.byteOffset, isCopy: false };
    const known = places.find((place) => isSame(place.array, array));
    if (known) return known;
    const start = arena.allocate(array.byteLength);
    if (start === undefined)
      throw new RangeError(
        `kernels: no room to copy an array of ${array.byteLength} bytes into the memory; free some, or create with more megabytes`,
      );
    const place = { array, start, isCopy: true };
    places.push(place);
    return place;
  };
  const bytesAt = ({ start, array }: Place): Uint8Array => new Uint8Array(memory.buffer, start, array.byteLength);
  const bytesOf = (array: KernelArray): Uint8Array => new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  try {
    const sources = inputs.map(placeOf);
    for (const place of places) bytesAt(place).set(bytesOf(place.array));
    const targets = outputs.map(placeOf);
    use(
      sources.map(({ start }) => start),
      targets.map(({ start }) => start),
    );
    for (const place of targets) if (place.isCopy) bytesOf(place.array).set(bytesAt(place));
  } finally {
    for (const { start } of places) arena.free(start);
  }
}
