/** Time on the page: which step is shown, and how it moves on. Views draw when it tells them, once a frame at most. */
export class Player {
  #position = 0;
  #isPlaying = false;
  #frame = 0;
  #last = 0;
  #end = 0;
  speed = 60;
  readonly #viewers = new Set<() => void>();

  get position(): number {
    return Math.floor(this.#position);
  }

  get isPlaying(): boolean {
    return this.#isPlaying;
  }

  get end(): number {
    return this.#end;
  }

  set end(end: number) {
    this.#end = end;
    if (this.#position > end) this.#position = end;
    this.redraw();
  }

  watch(viewer: () => void): () => void {
    this.#viewers.add(viewer);
    this.redraw();
    return () => this.#viewers.delete(viewer);
  }

  play(): void {
    if (this.#position >= this.#end) this.#position = 0;
    this.#isPlaying = true;
    this.#last = performance.now();
    this.redraw();
  }

  pause(): void {
    this.#isPlaying = false;
    this.redraw();
  }

  moveTo(step: number): void {
    this.#position = Math.min(Math.max(step, 0), this.#end);
    this.redraw();
  }

  redraw(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame((now) => this.#draw(now));
  }

  #draw(now: number): void {
    this.#frame = 0;
    if (this.#isPlaying) this.#advance(now);
    for (const viewer of this.#viewers) viewer();
    if (this.#isPlaying) this.redraw();
  }

  #advance(now: number): void {
    // a hidden page gets no frames: what it missed is not made up for
    const seconds = Math.min(Math.max(now - this.#last, 0) / 1000, 0.1);
    this.#last = now;
    this.#position = Math.min(this.#position + this.speed * seconds, this.#end);
    if (this.#position >= this.#end) this.#isPlaying = false;
  }
}
