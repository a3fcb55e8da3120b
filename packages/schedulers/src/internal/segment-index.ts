/** How many boundaries have been reached at `step`; a boundary is the first step of the next segment. */
export const segmentIndex = (boundaries: readonly number[], step: number): number => {
  const next = boundaries.findIndex((boundary) => step < boundary);
  return next < 0 ? boundaries.length : next;
};
