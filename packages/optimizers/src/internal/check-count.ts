/** @throws RangeError unless the setting is an integer from 1 up. */
export function checkCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} must be an integer from 1 up, got ${value}; round it?`);
}
