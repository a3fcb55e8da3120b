const INTERVALS = {
  "[0,1)": "from 0 to below 1",
  "[0,1]": "from 0 to 1",
  "(0,1)": "between 0 and 1",
  "[0,∞)": "from 0 up",
  "(0,∞)": "above 0",
  "(1,∞)": "above 1",
} as const;

/** @throws RangeError unless the setting is a finite number in the interval; bounds in brackets are included. */
export function checkSetting(
  name: string,
  value: number,
  interval: keyof typeof INTERVALS,
  remedy = "leave it out for the default?",
): void {
  const low = Number(interval[1]);
  const high = interval[3] === "1" ? 1 : Infinity;
  const isAbove = interval.startsWith("[") ? value >= low : value > low;
  const isBelow = interval.endsWith("]") ? value <= high : value < high;
  if (isAbove && isBelow) return;
  const wanted = INTERVALS[interval];
  throw new RangeError(`${name} must be a finite number ${wanted}, got ${value}; ${remedy}`);
}
