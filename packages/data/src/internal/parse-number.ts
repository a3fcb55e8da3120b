const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;

/** A finite decimal number, spaces around it allowed; undefined for all else, hexadecimal and "" included. */
export function parseNumber(cell: string): number | undefined {
  const digits = cell.trim();
  const value = DECIMAL.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}
