/**
 * The words by which threads talk, as indices into an Int32Array at the beginning of their control block. Those that change
 * while others are read stand in cache lines of their own.
 */
export const controlWords = {
  /** Counts jobs; workers sleep on it. */
  job: 0,
  /** What the job is, one of `jobs`. */
  kind: 1,
  program: 2,
  /** Where the bytes of a module are, and how many. */
  address: 3,
  length: 4,
  segment: 5,
  /** Workers that are there. */
  ready: 16,
  /** Workers that are done with a job that is no run. */
  done: 32,
  /** Workers that could not do one. */
  failed: 33,
  /** Threads that have arrived at the barrier, and how often all have. */
  arrived: 48,
  generation: 64,
} as const;

export const CONTROL_BYTES: number = 4 * 80;

/** What workers are told to do. */
export const jobs: { readonly load: 1; readonly run: 2; readonly forget: 3 } = { load: 1, run: 2, forget: 3 };
