import type { Heap } from "../memory/heap.ts";
import { CONTROL_BYTES, controlWords, jobs } from "./control-words.ts";
import { mayWait, startWorker } from "./start-worker.ts";

/** A program of which all threads do a part: `segment0`, `segment1`, ... (thread, threads, mayWait). */
export type Segments = Readonly<Record<string, (thread: number, threads: number, mayWait: number) => unknown>>;

/** Workers over one shared memory, which this thread leads. They are asked only when all of them are there. */
export class ThreadPool {
  /** This one included. */
  readonly threads: number;
  /** Where the control block is, for `barrier`. */
  readonly control: number;
  readonly #heap: Heap;
  readonly #words: Int32Array;
  readonly #mayWait: boolean = mayWait();
  readonly #loaded: Set<number> = new Set();
  readonly #dropped: FinalizationRegistry<number> = new FinalizationRegistry((program) => this.forget(program));
  #isBroken = false;
  #programs = 0;

  constructor(heap: Heap, threads: number) {
    this.#heap = heap;
    this.threads = threads;
    this.control = heap.allocate(CONTROL_BYTES, this);
    const { memory } = heap;
    this.#words = new Int32Array(memory.buffer, this.control, CONTROL_BYTES / 4).fill(0);
    for (let thread = 1; thread < threads; thread++)
      this.#isBroken ||= !startWorker({ memory, control: this.control, thread, threads });
  }

  /** Can workers take part? They take a moment to start. */
  get isReady(): boolean {
    return !this.#isBroken && Atomics.load(this.#words, controlWords.ready) === this.threads - 1;
  }

  /** A number for a program, which is forgotten when `owner` is collected, if not earlier. */
  newProgram(owner: object): number {
    this.#dropped.register(owner, ++this.#programs);
    return this.#programs;
  }

  /** Runs a part of a program on all threads, or on this one alone while there are no others. */
  run(program: number, segments: Segments, segment: number, module: Uint8Array): void {
    const isShared = this.isReady && (this.#loaded.has(program) || this.#load(program, module));
    if (isShared) this.#tell(jobs.run, program, segment);
    segments[`segment${segment}`]!(0, isShared ? this.threads : 1, this.#mayWait ? 1 : 0);
  }

  /** Lets the workers drop a program. */
  forget(program: number): void {
    if (this.#loaded.delete(program) && this.isReady) this.#ask(jobs.forget, program);
  }

  /** Gives the bytes of the module to all workers; false where one cannot use them. */
  #load(program: number, module: Uint8Array): boolean {
    const address = this.#heap.allocate(module.length, module);
    new Uint8Array(this.#heap.memory.buffer, address, module.length).set(module);
    this.#words[controlWords.address] = address;
    this.#words[controlWords.length] = module.length;
    this.#ask(jobs.load, program);
    this.#heap.free(address, module);
    // a worker without the program would be waited for in vain
    this.#isBroken = this.#words[controlWords.failed]! > 0;
    this.#loaded.add(program);
    return !this.#isBroken;
  }

  /** Has all workers do something, and waits until they have. */
  #ask(kind: number, program: number): void {
    Atomics.store(this.#words, controlWords.done, 0);
    this.#tell(kind, program, 0);
    for (;;) {
      const done = Atomics.load(this.#words, controlWords.done);
      if (done === this.threads - 1) return;
      if (this.#mayWait) Atomics.wait(this.#words, controlWords.done, done);
    }
  }

  #tell(kind: number, program: number, segment: number): void {
    this.#words[controlWords.kind] = kind;
    this.#words[controlWords.program] = program;
    this.#words[controlWords.segment] = segment;
    Atomics.add(this.#words, controlWords.job, 1);
    Atomics.notify(this.#words, controlWords.job);
  }
}
