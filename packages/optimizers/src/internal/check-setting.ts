/** @throws RangeError unless the setting is a finite number in the interval; bounds in brackets are included. */
export function checkSetting(name: string, value: number, interval: "[0,1)" | "[0,∞)" | "(0,∞)"): void {
  const inside = interval[0] === "(" ? value > 0 : value >= 0;
  if (inside && value < (interval === "[0,1)" ? 1 : Infinity)) return;
  const wanted = { "[0,1)": "from 0 to below 1", "[0,∞)": "from 0 up", "(0,∞)": "above 0" }[interval];
  throw new RangeError(`${name} must be a finite number ${wanted}, got ${value}; leave it out for the default?`);
}
