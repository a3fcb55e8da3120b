import optimizerEntries from "virtual:reference/optimizers";
import { useEffect, useRef, useState } from "preact/hooks";
import { NumberField } from "../controls/number-field.tsx";
import type { PageProps } from "../shell/lazy-page.tsx";
import { replaceLink } from "../shell/route.ts";
import { seriesColor } from "../shell/series-colors.ts";
import { useShell } from "../shell/settings-context.ts";
import { ContourView } from "./contour-view.tsx";
import { DescentCharts } from "./descent-charts.tsx";
import { type DescentSettings, MOST_RUNS, MOST_STEPS, readLink, rescaleRuns, writeLink } from "./descent-settings.ts";
import { firstRate, optimizerChoices } from "./optimizer-choices.ts";
import { ReliefView } from "./relief-view.tsx";
import { RunCard } from "./run-card.tsx";
import { runStates } from "./run-states.ts";
import { ShareButton } from "./share-button.tsx";
import { SurfaceControls } from "./surface-controls.tsx";
import { type Surface, type SurfaceName, surfaces } from "./surfaces.ts";
import { Transport } from "./transport.tsx";
import { useDescent } from "./use-descent.ts";

const entries = optimizerEntries.filter(({ name }) => Object.hasOwn(optimizerChoices, name));

export function DescentPage({ route }: PageProps) {
  const { texts: all, theme } = useShell();
  const texts = all.descent;
  const [settings, setSettings] = useState(() => readLink(route.query));
  const shown = useRef(route);
  useEffect(() => {
    // the first link was read above
    if (shown.current !== route) setSettings(readLink(route.query));
    shown.current = route;
  }, [route]);
  useEffect(() => replaceLink("descent", writeLink(settings)), [settings]);
  const change = (part: Partial<DescentSettings>): void => setSettings((before) => ({ ...before, ...part }));
  const { player, walk, version, landscape, problem, crash } = useDescent(settings);
  const known: Surface | undefined = settings.surface === "formula" ? undefined : surfaces[settings.surface];
  const rateUnit = known ?? { rate: 0.01 };
  const isWalking = (walk.current?.length ?? 0) <= settings.steps && !problem;
  const states = runStates(settings.runs, walk.current);

  const setRun = (index: number, run: DescentSettings["runs"][number] | undefined): void =>
    change({ runs: settings.runs.flatMap((other, i) => (i === index ? (run ? [run] : []) : [other])) });
  const begin = (optimizer: string) => ({
    optimizer,
    schedule: "constant" as const,
    options: optimizerChoices[optimizer]!.kind === "none" ? {} : { learningRate: firstRate(optimizer, rateUnit) },
  });
  const addRun = (): void => {
    const used = new Set(settings.runs.map(({ optimizer }) => optimizer));
    const next = entries.find(({ name }) => !used.has(name)) ?? entries[0]!;
    change({ runs: [...settings.runs, begin(next.name)] });
  };
  const view = { x: settings.x, y: settings.y, landscape, walk, player };

  return (
    <article class="descent">
      <h1>{texts.heading}</h1>
      <p class="lead">{texts.lead}</p>
      {crash !== undefined && <p class="error">{all.workerFailed(crash)}</p>}
      <div class="stage">
        <section class="card scene" aria-label={texts.scene} aria-busy={isWalking}>
          <SurfaceControls
            settings={settings}
            problem={problem}
            onSurface={(surface) => setSettings((before) => onSurface(before, surface))}
            onChange={change}
          />
          <div class="row spread">
            <div class="segments" role="group" aria-label={texts.view}>
              {(["contours", "surface"] as const).map((name) => (
                <button
                  key={name}
                  type="button"
                  aria-pressed={settings.view === name}
                  onClick={() => change({ view: name })}
                >
                  {texts.views[name]}
                </button>
              ))}
            </div>
            <ShareButton />
          </div>
          {settings.view === "contours" ? (
            <ContourView
              {...view}
              minima={known?.minima ?? NONE}
              start={settings.start}
              onStart={(start) => change({ start })}
            />
          ) : (
            <ReliefView {...view} />
          )}
          <Transport player={player} steps={settings.steps} />
          <div class="fields">
            <NumberField
              label={`${texts.start} x`}
              hasSlider={false}
              value={settings.start[0]}
              onChange={(x) => change({ start: [x, settings.start[1]] })}
            />
            <NumberField
              label={`${texts.start} y`}
              hasSlider={false}
              value={settings.start[1]}
              onChange={(y) => change({ start: [settings.start[0], y] })}
            />
            <NumberField
              label={texts.speed}
              value={settings.speed}
              low={5}
              high={300}
              isWhole
              onChange={(speed) => change({ speed: between(speed, 1, 1000) })}
            />
            <NumberField
              label={texts.steps}
              value={settings.steps}
              low={10}
              high={MOST_STEPS}
              isWhole
              isLogarithmic
              onChange={(steps) => change({ steps: between(steps, 1, MOST_STEPS) })}
            />
            <NumberField
              label={texts.noise}
              hint={texts.noiseHint}
              value={settings.noise}
              low={0}
              high={20}
              onChange={(noise) => change({ noise: Math.max(noise, 0) })}
            />
            {settings.noise > 0 && (
              <button type="button" onClick={() => change({ seed: settings.seed + 1 })}>
                {texts.newNoise}
              </button>
            )}
          </div>
        </section>
        <section class="card runs" aria-labelledby="runs-heading">
          <h2 id="runs-heading">{texts.optimizers}</h2>
          <ol>
            {settings.runs.map((run, index) => (
              <RunCard
                key={index}
                run={run}
                color={seriesColor(theme, index)}
                entries={entries}
                state={states[index]!}
                onChange={(next) => setRun(index, next)}
                onOptimizer={(optimizer) => setRun(index, begin(optimizer))}
                onRemove={() => setRun(index, undefined)}
              />
            ))}
          </ol>
          <button type="button" class="wide" disabled={settings.runs.length >= MOST_RUNS} onClick={addRun}>
            + {texts.add}
          </button>
          {settings.runs.length >= MOST_RUNS && <p class="hint">{texts.mostRuns(MOST_RUNS)}</p>}
        </section>
        <section class="card">
          <DescentCharts settings={settings} walk={walk.current} version={version} player={player} />
        </section>
      </div>
    </article>
  );
}

const NONE: Surface["minima"] = [];

const between = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high);

/** Another surface brings its own start and view, and rates that suit its steepness. */
function onSurface(before: DescentSettings, surface: SurfaceName | "formula"): DescentSettings {
  if (surface === "formula") return { ...before, surface };
  const from = before.surface === "formula" ? surfaces.beale : surfaces[before.surface];
  const { formula, x, y, start }: Surface = surfaces[surface];
  return { ...before, surface, formula, x, y, start, runs: rescaleRuns(before.runs, from, surfaces[surface]) };
}
