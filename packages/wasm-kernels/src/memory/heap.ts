import { MOST_PAGES } from "../emitter/module-builder.ts";
import { type Memory, webAssembly } from "../emitter/web-assembly.ts";
import { Arena } from "./arena.ts";

const PAGE = 65536;
/** A vector may be read past the end of what is there, and nothing begins at 0. */
const MARGIN = 64;

/** A memory that grows, and hands out ranges of itself. `isShared`: with other threads. */
export class Heap {
  readonly memory: Memory;
  readonly #arena: Arena;
  readonly #forgotten: FinalizationRegistry<number> = new FinalizationRegistry((start) => this.free(start));

  constructor(isShared = false) {
    this.memory = new (webAssembly().Memory)({ initial: 1, maximum: MOST_PAGES, shared: isShared });
    this.#arena = new Arena(MARGIN, PAGE - MARGIN);
  }

  /**
   * The start of a range of so many bytes. It is given back when `owner` is collected, if not earlier by `free`. The memory
   * may grow, and its buffer be another one then.
   * @throws RangeError when the memory cannot grow as far.
   */
  allocate(bytes: number, owner: object): number {
    const start = this.#arena.allocate(bytes) ?? this.#grow(bytes);
    this.#forgotten.register(owner, start, owner);
    return start;
  }

  free(start: number, owner?: object): void {
    if (owner) this.#forgotten.unregister(owner);
    this.#arena.free(start);
  }

  #grow(bytes: number): number {
    const before = this.memory.buffer.byteLength;
    const pages = Math.ceil((bytes + 2 * MARGIN) / PAGE);
    let start: number | undefined;
    try {
      // by half of what is there at least, so that many programs do not grow it many times
      this.memory.grow(Math.min(Math.max(pages, Math.ceil(before / PAGE / 2)), MOST_PAGES - before / PAGE));
      this.#arena.extend(this.memory.buffer.byteLength - MARGIN);
      start = this.#arena.allocate(bytes);
    } catch {} // as where it grew too little
    if (start !== undefined) return start;
    throw new RangeError(
      `wasm: there is no room for ${bytes} bytes beside ${before}; dispose of compiled functions that are done?`,
    );
  }
}
