/** Which finite numbers a setting takes. */
type Range = "a finite number" | "a finite number >= 0" | "a finite number > 0";

/** @throws TypeError when a setting is no number; RangeError when it is out of range. */
export function checkSetting(operation: string, setting: string, value: number, range: Range): void {
  const fits = range === "a finite number" || (range === "a finite number > 0" ? value > 0 : value >= 0);
  if (Number.isFinite(value) && fits) return;
  const Mistake = typeof value === "number" ? RangeError : TypeError;
  throw new Mistake(`${operation}: ${setting} must be ${range}, got ${value}; pass such a number or leave it out`);
}
