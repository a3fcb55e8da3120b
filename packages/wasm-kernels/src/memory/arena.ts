interface Range {
  readonly start: number;
  readonly end: number;
}

const ALIGNMENT = 64;

/** Hands out ranges of a memory, each time the first free one that is large enough. */
export class Arena {
  readonly #start: number;
  #end: number;
  /** In order: what is between them is free. */
  readonly #used: Range[] = [];

  constructor(start: number, end: number) {
    this.#start = Math.ceil(start / ALIGNMENT) * ALIGNMENT;
    this.#end = end;
  }

  /** The memory has become larger. */
  extend(end: number): void {
    this.#end = end;
  }

  /** The start of a range of so many bytes, a multiple of 64; undefined where none is left. */
  allocate(bytes: number): number | undefined {
    const size = Math.max(Math.ceil(bytes / ALIGNMENT), 1) * ALIGNMENT;
    let start = this.#start;
    let before = 0;
    for (const used of this.#used) {
      if (used.start - start >= size) break;
      start = used.end;
      before++;
    }
    if (start + size > this.#end) return undefined;
    this.#used.splice(before, 0, { start, end: start + size });
    return start;
  }

  /** Takes a range back; false where none begins there. */
  free(start: number): boolean {
    const i = this.#used.findIndex((used) => used.start === start);
    if (i >= 0) this.#used.splice(i, 1);
    return i >= 0;
  }
}
