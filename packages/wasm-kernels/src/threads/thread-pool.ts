import type { Heap } from "../memory/heap.ts";
import { CONTROL_BYTES, controlWords, JOB_STEP, jobs, WORK_BYTES } from "./control-words.ts";
import { mayWait, startWorker } from "./start-worker.ts";

/** What a program exports: `segment0`, `segment1`, ... (mayWait), and `help` of `shareWork`, by which workers join in. */
export type Segments = Readonly<Record<string, (mayWait: number) => unknown>>;

/** Workers over one shared memory, which this thread leads. They are asked only when all of them are there. */
export class ThreadPool {
  /** This one included. */
  readonly threads: number;
  /** Where the control block is, for `shareWork`. */
  readonly control: number;
  readonly #heap: Heap;
  readonly #words: Int32Array;
  readonly #mayWait: boolean = mayWait();
  readonly #loaded: Set<number> = new Set();
  readonly #dropped: FinalizationRegistry<number> = new FinalizationRegistry((program) => this.forget(program));
  /** What owns the words of each program: they are free when no worker looks at them any more. */
  readonly #owners: Map<number, object> = new Map();
  #isBroken = false;
  /** The program that workers help with. */
  #current: number | undefined;

  constructor(heap: Heap, threads: number) {
    this.#heap = heap;
    this.threads = threads;
    this.control = heap.allocate(CONTROL_BYTES, this);
    const { memory } = heap;
    this.#words = new Int32Array(memory.buffer, this.control, CONTROL_BYTES / 4).fill(0);
    for (let thread = 1; thread < threads; thread++)
      this.#isBroken ||= !startWorker({ memory, control: this.control, thread });
  }

  /** Can workers take part? They take a moment to start. */
  get isReady(): boolean {
    return !this.#isBroken && Atomics.load(this.#words, controlWords.ready) === this.threads - 1;
  }

  /** A program, by where its words for `shareWork` are. It is forgotten when `owner` is collected, if not earlier. */
  newProgram(owner: object): number {
    const ownerOfWords = {};
    const program = this.#heap.allocate(WORK_BYTES, ownerOfWords);
    new Uint8Array(this.#heap.memory.buffer, program, WORK_BYTES).fill(0);
    this.#owners.set(program, ownerOfWords);
    this.#dropped.register(owner, program, owner);
    return program;
  }

  /** Runs a part of a program, with the workers or alone while they are not there. */
  run(program: number, segments: Segments, segment: number, module: Uint8Array): void {
    const isShared = this.isReady && (this.#loaded.has(program) || this.#load(program, module));
    if (isShared && this.#current !== program) {
      this.#tell(jobs.run, program);
      this.#current = program;
    }
    segments[`segment${segment}`]!(this.#mayWait ? 1 : 0);
  }

  /** Lets the workers drop a program, the one that was made for `owner`. */
  forget(program: number, owner?: object): void {
    if (owner) this.#dropped.unregister(owner);
    if (this.#loaded.delete(program) && this.isReady) this.#ask(jobs.forget, program);
    this.#heap.free(program, this.#owners.get(program));
    this.#owners.delete(program);
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
    this.#tell(kind, program);
    this.#current = undefined;
    for (;;) {
      const done = Atomics.load(this.#words, controlWords.done);
      if (done === this.threads - 1) return;
      if (this.#mayWait) Atomics.wait(this.#words, controlWords.done, done);
    }
  }

  #tell(kind: number, program: number): void {
    this.#words[controlWords.program] = program;
    const last = this.#words[controlWords.job]!;
    Atomics.store(this.#words, controlWords.job, last - (last % JOB_STEP) + JOB_STEP + kind);
    Atomics.notify(this.#words, controlWords.job);
  }
}
