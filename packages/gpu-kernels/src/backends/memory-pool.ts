/** Bytes that are kept for later although nobody uses them. */
const MOST_KEPT = 2 ** 28;

/** Memory of a device that was given back, by its length, so that steady programs allocate nothing. */
export class MemoryPool<M extends { readonly length: number; readonly bytes: number }> {
  readonly #free = new Map<number, M[]>();
  readonly #make: (length: number) => M;
  readonly #destroy: (memory: M) => void;
  #kept = 0;
  #used = 0;

  constructor(make: (length: number) => M, destroy: (memory: M) => void) {
    this.#make = make;
    this.#destroy = destroy;
  }

  /** Arrays that were taken and not given back. */
  get used(): number {
    return this.#used;
  }

  take(length: number): M {
    this.#used++;
    const memory = this.#free.get(length)?.pop();
    if (!memory) return this.#make(length);
    this.#kept -= memory.bytes;
    return memory;
  }

  giveBack(memory: M): void {
    this.#used--;
    if (this.#kept + memory.bytes > MOST_KEPT) return this.#destroy(memory);
    this.#kept += memory.bytes;
    const same = this.#free.get(memory.length);
    if (same) same.push(memory);
    else this.#free.set(memory.length, [memory]);
  }

  /** Destroys what is free. */
  dispose(): void {
    for (const memories of this.#free.values()) memories.forEach(this.#destroy);
    this.#free.clear();
  }
}
