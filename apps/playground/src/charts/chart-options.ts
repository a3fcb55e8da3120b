import type uPlot from "uplot";

export interface Series {
  readonly label: string;
  readonly color: string;
  readonly values: ArrayLike<number | null>;
  readonly isDashed?: boolean;
  /** Values are far apart, and the line goes from one to the next. */
  readonly hasGaps?: boolean;
}

interface ChartSettings {
  readonly width: number;
  readonly height: number;
  readonly xLabel: string;
  readonly series: readonly Series[];
  readonly isLogarithmic: boolean;
  readonly range: readonly [low: number, high: number] | undefined;
}

/** A plain chart in the colours of the theme. */
export function chartOptions({ width, height, xLabel, series, isLogarithmic, range }: ChartSettings): uPlot.Options {
  const style = getComputedStyle(document.documentElement);
  const [ink, rule] = [style.getPropertyValue("--muted"), style.getPropertyValue("--line")];
  const axis: uPlot.Axis = {
    stroke: ink,
    grid: { stroke: rule, width: 1 },
    ticks: { stroke: rule, width: 1 },
    font: "12px system-ui, sans-serif",
  };
  // oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- 3 is of a const enum, which is not there at run time
  const logarithmic: uPlot.Scale = { distr: 3, range: (_, low, high) => decadesAround(low, high) };
  const linear: uPlot.Scale = range ? { range: [range[0], range[1]] } : {};
  return {
    width,
    height,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { show: false } },
    scales: { x: { time: false }, y: isLogarithmic ? logarithmic : linear },
    axes: [
      { ...axis, label: xLabel, labelSize: 18, labelFont: "12px system-ui, sans-serif", size: 34 },
      {
        ...axis,
        size: 58,
        ...(isLogarithmic ? { splits: (_, __, low, high) => decadesBetween(low, high) } : {}),
        values: (_, splits) => splits.map((value) => (value === null ? "" : shortNumber(value))),
      },
    ],
    series: [
      {},
      ...series.map(({ label, color, isDashed, hasGaps = false }) => ({
        label,
        stroke: color,
        width: 1.75,
        spanGaps: hasGaps,
        points: { show: false },
        ...(isDashed ? { dash: [6, 4] } : {}),
      })),
    ],
  };
}

/** Few digits: axes are narrow on a phone. */
const shortNumber = (value: number): string => {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e5)) return value.toExponential(0).replace("e+", "e");
  return String(Number(value.toPrecision(4)));
};

/** Below this part of the largest value there is only rounding. */
const FLOOR = 1e-16;
const MOST_LINES = 8;

/** Whole powers of ten around what is there. */
function decadesAround(low: number | null, high: number | null): [number, number] {
  if (low === null || high === null || !(high > 0)) return [0.1, 1];
  const from = Math.floor(Math.log10(Math.max(low, high * FLOOR, 1e-280)));
  const to = Math.ceil(Math.log10(Math.min(high, 1e280)));
  return [10 ** from, 10 ** Math.max(to, from + 1)];
}

/** Powers of ten, every few of them where there are many. */
function decadesBetween(low: number, high: number): number[] {
  const [from, to] = [Math.round(Math.log10(low)), Math.round(Math.log10(high))];
  const stride = Math.max(1, Math.ceil((to - from) / MOST_LINES));
  return Array.from({ length: Math.floor((to - from) / stride) + 1 }, (_, i) => 10 ** (from + i * stride));
}
