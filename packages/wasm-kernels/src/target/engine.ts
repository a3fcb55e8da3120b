import { Heap } from "../memory/heap.ts";
import { ThreadPool } from "../threads/thread-pool.ts";

/** What programs run on: a memory, and the threads that share it. */
export interface Engine {
  readonly heap: Heap;
  readonly pool: ThreadPool | undefined;
}

/** By their number of threads. An environment has room for few memories, but a memory for many programs. */
const engines = new Map<number, Engine>();

/** The engine for all programs on so many threads, made with the first of them; for one thread where there are no others. */
export function engineFor(threads: number): Engine {
  const count = typeof SharedArrayBuffer === "function" ? threads : 1;
  const known = engines.get(count);
  if (known) return known;
  const heap = new Heap(count > 1);
  const engine = { heap, pool: count > 1 ? new ThreadPool(heap, count) : undefined };
  engines.set(count, engine);
  return engine;
}
