import asciichart from "asciichart";
import { colored, curveColors, hasColors } from "./colors.ts";

export interface Curve {
  readonly name: string;
  readonly values: readonly number[];
}

const LABEL_WIDTH = 11;

/** Curves of positive values on a logarithmic axis: together where there are colors, else one below the other. */
export function terminalChart(curves: readonly Curve[], height = 14): string {
  const width = Math.max(20, Math.min(process.stdout.columns || 80, 100) - LABEL_WIDTH - 3);
  const logs = curves.map(({ values }) => resampled(values, width).map((x) => Math.log10(Math.max(x, 1e-12))));
  if (curves.length > 1 && !hasColors())
    return curves.map(({ name }, i) => `${name}\n${plot([logs[i]!], 5)}`).join("\n\n");
  const legend = curves.map(({ name }, i) => colored(`-- ${name}`, colorOf(i))).join("  ");
  return `${plot(logs, height)}\n${" ".repeat(LABEL_WIDTH)} ${legend}`;
}

const colorOf = (i: number): string => curveColors[i % curveColors.length]!;

const plot = (series: number[][], height: number): string =>
  asciichart.plot(series, {
    height,
    format: (x: number) => (10 ** x).toPrecision(3).padStart(LABEL_WIDTH),
    ...(hasColors() && { colors: series.map((_, i) => colorOf(i)) }),
  });

/** As many values as there are columns, each the mean of its share. */
function resampled(values: readonly number[], width: number): number[] {
  return Array.from({ length: width }, (_, i) => {
    const start = Math.floor((i * values.length) / width);
    const end = Math.max(start + 1, Math.floor(((i + 1) * values.length) / width));
    const part = values.slice(start, end);
    return part.reduce((total, x) => total + x, 0) / part.length;
  });
}
