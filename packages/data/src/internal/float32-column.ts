import type { Table } from "../table.ts";

/** A column of numbers, rounded to float32. @throws RangeError when one is too large for it. */
export function float32Column(table: Table, name: string): Float32Array {
  const column = Float32Array.from(table.numbers(name));
  const row = column.findIndex((value) => !Number.isFinite(value));
  if (row >= 0)
    throw new RangeError(
      `toDataset: column "${name}" needs numbers up to 3.4e38, got ${table.text(name)[row]} in line ${table.lineOf(row)}; choose a larger unit?`,
    );
  return column;
}
