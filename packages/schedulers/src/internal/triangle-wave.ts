/** 0 at step 0, up to 1 after `halfCycle` steps, back to 0 after two. The remainder keeps it exact at large steps. */
export const triangleWave = (step: number, halfCycle: number): number =>
  1 - Math.abs((step % (2 * halfCycle)) / halfCycle - 1);
