/** (1 - weight) from + weight to. This form, not from + weight (to - from): it is exact at both ends. */
export const interpolate = (from: number, to: number, weight: number): number => (1 - weight) * from + weight * to;
