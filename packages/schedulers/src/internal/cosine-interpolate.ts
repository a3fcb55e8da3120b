import { interpolate } from "./interpolate.ts";

/** Half a cosine wave from `from` (progress 0) to `to` (progress 1), flat at both ends and exact there. */
export const cosineInterpolate = (from: number, to: number, progress: number): number =>
  interpolate(from, to, (1 - Math.cos(Math.PI * progress)) / 2);
