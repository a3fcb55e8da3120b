/** @throws RangeError that says what a setting must be, unless it is that. */
export function checkSetting(name: string, setting: string, value: number, isValid: boolean, wanted: string): void {
  if (!isValid) throw new RangeError(`${name}: ${setting} must be ${wanted}, got ${value}; choose another?`);
}
