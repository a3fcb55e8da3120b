/**
 * The words by which threads talk, as indices into an Int32Array at the beginning of their control block. Those that change
 * while others are read stand in cache lines of their own.
 */
export const controlWords = {
  /** Counts jobs in steps of JOB_STEP, with what the latest is, one of `jobs`, in the bits below. Workers sleep on it. */
  job: 0,
  program: 1,
  /** Where the bytes of a module are, and how many. */
  address: 2,
  length: 3,
  /** Workers that are there. */
  ready: 16,
  /** Workers that are done with a job that is no run. */
  done: 32,
  /** Workers that could not do one. */
  failed: 33,
  /** Workers of a running program that sleep. */
  sleeping: 48,
} as const;

export const CONTROL_BYTES: number = 4 * 64;

/** What workers are told to do. */
export const jobs: { readonly load: 1; readonly run: 2; readonly forget: 3 } = { load: 1, run: 2, forget: 3 };
export const JOB_STEP = 4;

/** The words of a program, by which its threads share a piece of work after the other. */
export const workWords = {
  /** Parts of the piece that nobody has taken yet. */
  open: 0,
  /** The number of the piece. */
  piece: 1,
  /** Parts that are done. */
  done: 16,
} as const;

export const WORK_BYTES: number = 4 * 32;
