import { useMemo } from "preact/hooks";
import { LineChart } from "../charts/line-chart.tsx";
import { seriesColor } from "../shell/series-colors.ts";
import { useShell } from "../shell/settings-context.ts";
import type { RunView } from "./training-client.ts";

export interface NamedRun {
  readonly name: string;
  readonly view: RunView;
}

/** The losses and accuracies of all runs, over the steps. */
export function TrainingCharts({ runs }: { readonly runs: readonly NamedRun[] }) {
  const { texts: all, theme } = useShell();
  const texts = all.training;
  const length = Math.max(1, ...runs.map(({ view }) => Math.max(view.step, view.firstStep + view.losses.length))) + 1;
  // no screen shows more, and long runs would make the page slow
  const stride = Math.ceil(length / MOST_POINTS);
  const count = Math.ceil(length / stride) + 1;
  const steps = useMemo(() => Float64Array.from({ length: count }, (_, i) => i * stride), [count, stride]);
  const named = (index: number) => ({ label: runs[index]!.name, color: seriesColor(theme, index), hasGaps: true });
  return (
    <section class="card charts" aria-label={texts.curves}>
      <LineChart
        label={texts.lossChart}
        xLabel={all.descent.stepAxis}
        x={steps}
        series={runs.map(({ view }, index) => ({ ...named(index), values: lossesAt(view, count, stride) }))}
        isLogarithmic
      />
      <LineChart
        label={texts.accuracyChart}
        xLabel={all.descent.stepAxis}
        x={steps}
        series={runs.map(({ view }, index) => ({ ...named(index), values: accuraciesAt(view, count, stride) }))}
        height={180}
        range={UNIT}
      />
    </section>
  );
}

const MOST_POINTS = 1000;

const UNIT = [0, 1] as const;

/** Part of what was before that stays in the average. */
const MEMORY = 0.9;

/** A moving average, corrected for its start, since single batches jump. */
function lossesAt({ losses, firstStep }: RunView, count: number, stride: number): (number | null)[] {
  const values = new Array<number | null>(count).fill(null);
  let average = 0;
  losses.forEach((loss, i) => {
    average = MEMORY * average + (1 - MEMORY) * loss;
    const step = firstStep + i + 1;
    // of the steps that share a place the last one is shown
    values[Math.floor(step / stride)] = average / (1 - MEMORY ** (i + 1));
  });
  return values;
}

function accuraciesAt({ evaluations }: RunView, count: number, stride: number): (number | null)[] {
  const values = new Array<number | null>(count).fill(null);
  for (const { step, accuracy } of evaluations) values[Math.floor(step / stride)] = accuracy;
  return values;
}
