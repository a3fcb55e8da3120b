import type { Series } from "../charts/chart-options.ts";
import { LineChart } from "../charts/line-chart.tsx";
import { seriesColor } from "../shell/series-colors.ts";
import { useShell } from "../shell/settings-context.ts";
import type { ReferenceEntry } from "./entry.ts";
import type { GraphReply, GraphSettings } from "./graph-messages.ts";
import { useGraph } from "./use-graph.ts";

interface EntryGraphProps {
  readonly entry: ReferenceEntry;
  readonly settings: GraphSettings;
  readonly target: number;
}

/** The curve of a function for the settings in force, with its derivative. */
export function EntryGraph({ entry: { category, name }, settings, target }: EntryGraphProps) {
  const { texts, theme } = useShell();
  const reply = useGraph({ category, name, settings, target });
  if (!reply) return <p class="loading">{texts.loading}</p>;
  if (reply.kind === "none") return <p class="hint">{texts.reference.noGraph}</p>;
  if (reply.kind === "refused") return <p class="error">{reply.message}</p>;
  const label = category === "schedulers" ? texts.reference.rate : texts.reference.value;
  const series: Series[] = [{ label, color: seriesColor(theme, 1), values: finite(reply.values) }];
  if (reply.derivatives)
    series.push({
      label: texts.reference.derivative,
      color: seriesColor(theme, 0),
      values: finite(reply.derivatives),
      isDashed: true,
    });
  const isDescent = category === "optimizers";
  const xLabel = {
    activations: texts.reference.inputAxis,
    losses: texts.reference.predictionAxis,
    schedulers: texts.descent.stepAxis,
    optimizers: texts.descent.stepAxis,
  };
  return (
    <>
      <LineChart
        label={isDescent ? texts.reference.descentGraph : texts.reference.graph}
        xLabel={xLabel[category]}
        x={reply.x}
        series={series}
        isLogarithmic={isDescent}
        height={260}
      />
      <ul class="legend">
        {series.map(({ label, color, isDashed }) => (
          <li key={label}>
            <span class={isDashed ? "stroke dashed" : "stroke"} style={{ borderColor: color }} />
            {label}
          </li>
        ))}
      </ul>
    </>
  );
}

const finite = (values: Extract<GraphReply, { kind: "curve" }>["values"]): (number | null)[] =>
  Array.from(values, (value) => (Number.isFinite(value) ? value : null));
