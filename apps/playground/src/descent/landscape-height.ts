import type { Landscape } from "./messages.ts";

/** The height that a value is drawn at, from 0 to 1: logarithmic above the lowest one, so that valleys show. */
export function heightOf(
  { minimum, maximum, scale }: Pick<Landscape, "minimum" | "maximum" | "scale">,
  value: number,
): number {
  if (!(maximum > minimum)) return 0;
  const height = Math.log1p(Math.max(value - minimum, 0) / scale) / Math.log1p((maximum - minimum) / scale);
  return Number.isNaN(height) ? 1 : height;
}
