import { checkSettings } from "./check-settings.ts";
import { wholeFrom } from "./setting-kinds.ts";

/** Throws unless `boundaries` are increasing whole steps >= 1, one between each two of `partCount` parts. */
export const checkBoundaries = (operation: string, boundaries: readonly number[], partCount: number): void => {
  checkSettings(operation, { "boundaries.length": boundaries.length }, [
    (length) => length === partCount - 1,
    `${partCount - 1}, one less than the parts`,
  ]);
  let minimum = 1;
  for (const boundary of boundaries) {
    checkSettings(operation, { boundary }, wholeFrom(minimum));
    minimum = boundary + 1;
  }
};
