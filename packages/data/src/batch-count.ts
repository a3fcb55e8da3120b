export interface BatchSize {
  /** Rows in a batch, an integer >= 1, or "full" for all of them in one. */
  readonly batchSize: number | "full";
  /** Leave out a last batch that is short; default false. */
  readonly dropLast?: boolean;
}

/**
 * How many batches an epoch has, for schedules that count steps; 0 when there are no rows.
 * @throws RangeError when batchSize is not "full" or an integer >= 1.
 * @example oneCycle({ peak: 0.1, totalSteps: epochs * batchCount(rowCount(data), { batchSize: 32 }) })
 */
export function batchCount(rows: number, { batchSize, dropLast = false }: BatchSize): number {
  if (batchSize === "full") return Math.min(rows, 1);
  if (!Number.isInteger(batchSize) || batchSize < 1)
    throw new RangeError(`batches: batchSize must be "full" or an integer >= 1, got ${batchSize}; try 32?`);
  return dropLast ? Math.floor(rows / batchSize) : Math.ceil(rows / batchSize);
}
