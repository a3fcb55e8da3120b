import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { useShell } from "../shell/settings-context.ts";
import { chartOptions, type Series } from "./chart-options.ts";
import { useElementSize } from "./element-size.ts";

interface LineChartProps {
  readonly label: string;
  readonly xLabel: string;
  readonly x: ArrayLike<number>;
  readonly series: readonly Series[];
  readonly isLogarithmic?: boolean;
  readonly height?: number;
  /** The ends of the vertical axis, where they are not those of the values. */
  readonly range?: readonly [low: number, high: number];
  /** A line across at this x; it moves without a new drawing. */
  readonly marker?: { readonly watch: (viewer: () => void) => () => void; readonly position: number };
}

/** Curves over a common x, by uPlot. */
export function LineChart({
  label,
  xLabel,
  x,
  series,
  isLogarithmic = false,
  height = 220,
  range,
  marker,
}: LineChartProps) {
  const { theme } = useShell();
  const frame = useRef<HTMLDivElement>(null);
  const line = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | undefined>(undefined);
  const { width } = useElementSize(frame);
  const form = series.map((one) => [one.label, one.color, one.isDashed].join()).join("|");
  const data = [x, ...series.map(({ values }) => (isLogarithmic ? positive(values) : values))] as uPlot.AlignedData;

  useEffect(() => {
    if (width === 0) return undefined;
    const made = new uPlot(chartOptions({ width, height, xLabel, series, isLogarithmic, range }), data, frame.current!);
    chart.current = made;
    made.root.querySelector("canvas")?.setAttribute("aria-hidden", "true");
    return () => made.destroy();
  }, [width, height, form, isLogarithmic, theme, xLabel]);

  useEffect(() => chart.current?.setData(data), [x, series, isLogarithmic]);

  useEffect(() => {
    if (!marker) return undefined;
    return marker.watch(() => {
      const plot = chart.current;
      if (!plot || !line.current) return;
      const left = plot.valToPos(marker.position, "x") + plot.over.offsetLeft;
      line.current.style.transform = `translateX(${left}px)`;
    });
  }, [marker]);

  return (
    <figure class="chart">
      <figcaption>{label}</figcaption>
      <div
        class="chart-frame"
        ref={frame}
        role="img"
        aria-label={`${label}: ${series.map((one) => one.label).join(", ")}`}
      >
        {marker && <div class="chart-marker" ref={line} />}
      </div>
    </figure>
  );
}

/** A logarithmic axis has no place for 0 and below. */
const positive = (values: ArrayLike<number | null>): (number | null)[] =>
  Array.from(values, (value) => (value !== null && value > 0 && Number.isFinite(value) ? value : null));
