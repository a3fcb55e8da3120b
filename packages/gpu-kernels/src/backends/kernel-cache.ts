/** Kernels that nobody uses at the moment and that are kept nevertheless. */
const MOST_IDLE = 64;

/** Compiled kernels, found again by their text for as long as they are used, and some time longer. */
export class KernelCache<K extends { destroy(): void }> {
  readonly #kernels = new Map<string, K>();
  readonly #uses = new Map<string, number>();
  /** From the one not used for longest. */
  readonly #idle = new Set<string>();

  /** The kernel of that name, made if need be and held until it is given back. */
  take(name: string, make: () => K): K {
    let kernel = this.#kernels.get(name);
    if (!kernel) {
      kernel = make();
      this.#kernels.set(name, kernel);
    }
    this.#idle.delete(name);
    this.#uses.set(name, (this.#uses.get(name) ?? 0) + 1);
    return kernel;
  }

  giveBack(name: string): void {
    const uses = this.#uses.get(name)! - 1; // it was taken
    this.#uses.set(name, uses);
    if (uses > 0) return;
    this.#idle.add(name);
    const [oldest] = this.#idle;
    if (this.#idle.size <= MOST_IDLE || oldest === undefined) return;
    this.#kernels.get(oldest)?.destroy();
    for (const map of [this.#kernels, this.#uses, this.#idle]) map.delete(oldest);
  }

  dispose(): void {
    for (const kernel of this.#kernels.values()) kernel.destroy();
    this.#kernels.clear();
  }
}
