/** @throws TypeError when a setting is no number; RangeError unless it is an integer from 1 up. */
export function checkCount(layer: string, setting: string, value: number): void {
  if (typeof value !== "number")
    throw new TypeError(`${layer}: ${setting} is needed, a number, got ${typeof value}; write { ${setting}: 8 }?`);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new RangeError(`${layer}: ${setting} must be an integer from 1 up, got ${value}; round it?`);
}
