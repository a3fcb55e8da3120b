interface Range {
  readonly start: number;
  readonly end: number;
}

const ALIGNMENT = 64;

/** Hands out ranges of a memory, each time the first free one that is large enough. */
export class Arena {
  readonly #used: Map<number, number> = new Map();
  #free: Range[];
  #end: number;

  constructor(start: number, end: number) {
    this.#free = [{ start: Math.ceil(start / ALIGNMENT) * ALIGNMENT, end }];
    this.#end = end;
  }

  /** The memory has become larger. */
  extend(end: number): void {
    this.#give({ start: this.#end, end });
    this.#end = end;
  }

  /** The start of a range of so many bytes, a multiple of 64; undefined where none is left. */
  allocate(bytes: number): number | undefined {
    const size = Math.max(Math.ceil(bytes / ALIGNMENT), 1) * ALIGNMENT;
    const found = this.#free.find(({ start, end }) => end - start >= size);
    if (!found) return undefined;
    const rest = { start: found.start + size, end: found.end };
    this.#free = this.#free.flatMap((range) => (range !== found ? [range] : rest.start < rest.end ? [rest] : []));
    this.#used.set(found.start, rest.start);
    return found.start;
  }

  /** Takes a range back; false where none begins there. */
  free(start: number): boolean {
    const end = this.#used.get(start);
    if (end === undefined) return false;
    this.#used.delete(start);
    this.#give({ start, end });
    return true;
  }

  /** Makes a range free, as one with its neighbours. */
  #give(range: Range): void {
    const ranges = [...this.#free, range].sort((a, b) => a.start - b.start);
    const merged: Range[] = [];
    for (const range of ranges) {
      const before = merged.at(-1);
      if (before?.end === range.start) merged[merged.length - 1] = { start: before.start, end: range.end };
      else merged.push(range);
    }
    this.#free = merged;
  }
}
