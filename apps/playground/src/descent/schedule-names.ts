/** The schedules that the page offers; each is cut to the length of the run. */
export const scheduleNames = [
  "constant",
  "linearDecay",
  "cosineDecay",
  "exponentialDecay",
  "inverseSquareRoot",
  "robbinsMonro",
  "stepDecay",
  "cosineRestarts",
  "oneCycle",
  "warmup",
  "warmupStableDecay",
  "triangular",
  "rex",
] as const;

export type ScheduleName = (typeof scheduleNames)[number];
