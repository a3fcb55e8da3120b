/** Work that is done in the order in which it was asked for, at once unless earlier work still waits for something. */
export class InOrder {
  #waiting: Promise<void> | undefined;
  /** The first error of work that nobody waited for. */
  failure: Error | undefined;

  /** Does the work after all that came before, and after `ready`. */
  do(work: () => void, ready?: Promise<unknown>): void {
    if (!ready && !this.#waiting) return this.#try(work);
    const mine = this.#after(this.#waiting, ready, work).then(() => {
      if (this.#waiting === mine) this.#waiting = undefined;
    });
    this.#waiting = mine;
  }

  /** When all work that was asked for is done. */
  async settled(): Promise<void> {
    await this.#waiting;
  }

  async #after(
    before: Promise<void> | undefined,
    ready: Promise<unknown> | undefined,
    work: () => void,
  ): Promise<void> {
    try {
      await before;
      await ready;
      this.#try(work);
    } catch (error) {
      this.#fail(error);
    }
  }

  #try(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.failure ??= error instanceof Error ? error : new Error(String(error));
  }
}
