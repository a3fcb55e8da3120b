import { useEffect, useState } from "preact/hooks";
import type { PageProps } from "../shell/lazy-page.tsx";
import { replaceLink } from "../shell/route.ts";
import { seriesColor } from "../shell/series-colors.ts";
import { useShell } from "../shell/settings-context.ts";
import { ConfusionTable } from "./confusion-table.tsx";
import { DrawingPad } from "./drawing-pad.tsx";
import { RunCard } from "./run-card.tsx";
import { TrainingCharts } from "./training-charts.tsx";
import { firstSettings, readSettings, secondSettings, writeSettings } from "./training-settings.ts";
import { useTraining } from "./use-training.ts";
import { WeightGallery } from "./weight-gallery.tsx";

const NAMES = ["A", "B"] as const;

export function TrainingPage({ route }: PageProps) {
  const { texts: all, theme } = useShell();
  const texts = all.training;
  const [settings, setSettings] = useState(() => readLink(route.query));
  const [shown, setShown] = useState(0);
  // two at most, so that a hook for each is always there
  const trainings = [useTraining("digits-a.safetensors"), useTraining("digits-b.safetensors")] as const;
  const [first] = trainings;
  useEffect(() => {
    replaceLink("training", new URLSearchParams(settings.map((one) => ["run", writeSettings(one)])));
  }, [settings]);

  const runs = settings.map((one, index) => {
    const training = trainings[index as 0 | 1];
    return { name: texts.run(NAMES[index as 0 | 1]), settings: one, training, view: training.view };
  });
  const current = runs[Math.min(shown, runs.length - 1)]!;
  const latest = current.view.evaluations.at(-1);
  return (
    <article class="training">
      <h1>{texts.heading}</h1>
      <p class="lead">{texts.lead}</p>
      <div class="training-grid">
        <div class="runs-training">
          {runs.map((run, index) => (
            <RunCard
              key={NAMES[index as 0 | 1]}
              name={run.name}
              color={seriesColor(theme, index)}
              settings={run.settings}
              training={run.training}
              onChange={(next) => setSettings(settings.map((other, i) => (i === index ? next : other)))}
              {...(index === 0
                ? {}
                : {
                    onRemove: () => {
                      run.training.send({ kind: "stop" });
                      setSettings(settings.slice(0, 1));
                      setShown(0);
                    },
                  })}
            />
          ))}
          {runs.length === 1 && (
            <button
              type="button"
              class="wide"
              onClick={() => setSettings([...settings, { ...settings[0]!, ...differentFrom(settings[0]!) }])}
            >
              + {texts.compare}
            </button>
          )}
        </div>
        <div class="results-training">
          <TrainingCharts runs={runs} />
          <section class="card model-view" aria-labelledby="model-heading">
            <div class="row spread">
              <h2 id="model-heading">{texts.modelView}</h2>
              {runs.length > 1 && (
                <div class="segments" role="group" aria-label={texts.modelView}>
                  {runs.map(({ name }, index) => (
                    <button
                      key={name}
                      type="button"
                      aria-pressed={current === runs[index]}
                      onClick={() => setShown(index)}
                    >
                      {name}
                    </button>
                  ))}
                </div>
              )}
            </div>
            <DrawingPad key={current.name} training={current.training ?? first} />
            {latest ? (
              <div class="insight">
                <ConfusionTable confusion={latest.confusion} />
                <WeightGallery weights={latest.weights} />
              </div>
            ) : (
              <p class="hint">{texts.nothingYet}</p>
            )}
          </section>
        </div>
      </div>
    </article>
  );
}

type Settings = typeof firstSettings;

/** A second run begins with another optimizer. */
const differentFrom = ({ optimizer }: Settings): Partial<Settings> =>
  optimizer === secondSettings.optimizer
    ? { optimizer: firstSettings.optimizer, learningRate: firstSettings.learningRate }
    : { optimizer: secondSettings.optimizer, learningRate: secondSettings.learningRate };

function readLink(query: URLSearchParams): readonly Settings[] {
  const said = query.getAll("run").slice(0, 2);
  if (said.length === 0) return [firstSettings];
  return said.map((text, index) => readSettings(text, index === 0 ? firstSettings : secondSettings));
}
