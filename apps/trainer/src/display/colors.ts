import asciichart from "asciichart";

/** One color a curve, in this order. */
export const curveColors: readonly string[] = [
  asciichart.blue,
  asciichart.green,
  asciichart.yellow,
  asciichart.magenta,
  asciichart.cyan,
  asciichart.red,
];

/** Does stdout show colors? NO_COLOR and FORCE_COLOR have the last word (no-color.org, force-color.org). */
export function hasColors(): boolean {
  if (process.env["NO_COLOR"]) return false;
  return Boolean(process.env["FORCE_COLOR"]) || process.stdout.isTTY;
}

export const colored = (text: string, color: string): string =>
  hasColors() ? `${color}${text}${asciichart.reset}` : text;
