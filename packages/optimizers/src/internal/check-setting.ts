type Interval = "[0,1)" | "[0,1]" | "(0,1)" | "[0,∞)" | "(0,∞)" | "(1,∞)";

/** @throws RangeError unless the setting is a finite number in the interval; bounds in brackets are included. */
export function checkSetting(
  name: string,
  value: number,
  interval: Interval,
  remedy = "leave it out for the default?",
): void {
  const low = Number(interval[1]);
  const high = Number(interval[3]) || Infinity;
  const isAbove = interval.startsWith("[") ? value >= low : value > low;
  const isBelow = interval.endsWith("]") ? value <= high : value < high;
  if (!isAbove || !isBelow)
    throw new RangeError(`${name} must be a finite number in ${interval}, got ${value}; ${remedy}`);
}
