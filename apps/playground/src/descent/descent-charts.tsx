import { useMemo } from "preact/hooks";
import type { Series } from "../charts/chart-options.ts";
import { LineChart } from "../charts/line-chart.tsx";
import { seriesColor } from "../shell/series-colors.ts";
import { useShell } from "../shell/settings-context.ts";
import type { Walk } from "./descent-client.ts";
import type { DescentSettings } from "./descent-settings.ts";
import type { Player } from "./player.ts";
import { type Surface, surfaces } from "./surfaces.ts";

interface DescentChartsProps {
  readonly settings: DescentSettings;
  readonly walk: Walk | undefined;
  readonly version: number;
  readonly player: Player;
}

/** The loss of each run over the steps, and its learning rate. */
export function DescentCharts({ settings, walk, version, player }: DescentChartsProps) {
  const { texts, theme } = useShell();
  const known: Surface | undefined = settings.surface === "formula" ? undefined : surfaces[settings.surface];
  const steps = useMemo(() => Float64Array.from({ length: (walk?.steps ?? 0) + 1 }, (_, step) => step), [walk?.steps]);
  const losses = useMemo(() => (walk ? lossesOf(walk, known?.minimum ?? 0) : []), [walk, version, known]);
  const named = (run: number, values: ArrayLike<number | null>): Series => ({
    label: settings.runs[run]?.optimizer ?? "",
    color: seriesColor(theme, run),
    values,
  });
  const hasSchedules = settings.runs.some(({ schedule }) => schedule !== "constant");
  return (
    <div class="charts">
      <LineChart
        label={known?.minimum === undefined ? texts.descent.lossChart : texts.descent.excessChart}
        xLabel={texts.descent.stepAxis}
        x={steps}
        series={losses.map((values, run) => named(run, values))}
        isLogarithmic={known?.minimum !== undefined}
        marker={player}
      />
      {hasSchedules && (
        <LineChart
          label={texts.descent.rateChart}
          xLabel={texts.descent.stepAxis}
          x={steps}
          series={(walk?.rates ?? []).flatMap((rates, run) => (rates ? [named(run, rates)] : []))}
          marker={player}
          height={160}
        />
      )}
    </div>
  );
}

function lossesOf(walk: Walk, minimum: number): (number | null)[][] {
  const width = walk.steps + 1;
  return Array.from({ length: walk.runs }, (_, run) =>
    Array.from({ length: width }, (_, step) => {
      const loss = step < walk.length ? walk.losses[run * width + step]! - minimum : Number.NaN;
      return Number.isFinite(loss) ? loss : null;
    }),
  );
}
