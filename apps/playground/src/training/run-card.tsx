import { useRef } from "preact/hooks";
import { Icon } from "../controls/icon.tsx";
import { useTexts } from "../shell/settings-context.ts";
import { RunSettingsForm } from "./run-settings-form.tsx";
import type { TrainingSettings } from "./training-settings.ts";
import type { Training } from "./use-training.ts";

interface RunCardProps {
  readonly name: string;
  readonly color: string;
  readonly settings: TrainingSettings;
  readonly training: Training;
  readonly onChange: (settings: TrainingSettings) => void;
  readonly onRemove?: () => void;
}

/** One run: its settings, its buttons, and where it stands. */
export function RunCard({ name, color, settings, training, onChange, onRemove }: RunCardProps) {
  const { training: texts } = useTexts();
  const { view, targets, send } = training;
  const file = useRef<HTMLInputElement>(null);
  const isBusy = view.status === "training" || view.status === "opening";
  const isMissing = targets.find(({ target }) => target === settings.target)?.reason !== undefined;
  const latest = view.evaluations.at(-1);

  async function load(): Promise<void> {
    const [chosen] = file.current!.files ?? [];
    if (chosen) send({ kind: "load", file: new Uint8Array(await chosen.arrayBuffer()) });
    file.current!.value = ""; // the same file may be chosen again
  }

  return (
    <section class="card run-training" style={{ "--run": color }} aria-label={name}>
      <div class="row spread">
        <h2>
          <span class="swatch" aria-hidden="true" /> {name}
        </h2>
        {onRemove && (
          <button
            type="button"
            class="quiet"
            aria-label={texts.removeRun(name)}
            title={texts.removeRun(name)}
            onClick={onRemove}
          >
            <Icon name="close" />
          </button>
        )}
      </div>
      <RunSettingsForm settings={settings} targets={targets} onChange={onChange} />
      <div class="row">
        <button
          type="button"
          class="primary"
          disabled={isMissing || view.status === "opening"}
          onClick={() => {
            send({ kind: "stop" });
            send({ kind: "start", settings });
          }}
        >
          {view.status === "idle" ? texts.start : texts.startAgain}
        </button>
        {view.status === "training" && (
          <button type="button" onClick={() => send({ kind: "stop" })}>
            {texts.stop}
          </button>
        )}
        {view.status === "stopped" && (
          <button type="button" onClick={() => send({ kind: "resume" })}>
            {texts.resume}
          </button>
        )}
        <button type="button" disabled={!view.settings} onClick={() => send({ kind: "save" })}>
          {texts.save}
        </button>
        <button type="button" disabled={isBusy} onClick={() => file.current?.click()}>
          {texts.load}
        </button>
        <input
          ref={file}
          type="file"
          accept=".safetensors"
          aria-label={texts.load}
          hidden
          onChange={() => void load()}
        />
      </div>
      <p class="standing" role="status">
        {texts.statuses[view.status]}
        {view.settings && texts.stepOf(view.step, view.steps)}
      </p>
      {view.settings && (
        <dl class="figures">
          <div>
            <dt>{texts.accuracy}</dt>
            <dd data-figure="accuracy">{latest ? `${(100 * latest.accuracy).toFixed(1)}%` : "–"}</dd>
          </div>
          <div>
            <dt>{texts.lossNow}</dt>
            <dd>{view.losses.length > 0 ? Number(view.losses.at(-1)!.toPrecision(3)) : "–"}</dd>
          </div>
          <div>
            <dt>{texts.stepsPerSecond}</dt>
            <dd>{Math.round(view.stepsPerSecond)}</dd>
          </div>
          <div>
            <dt>{texts.parameters}</dt>
            <dd>{view.parameters}</dd>
          </div>
        </dl>
      )}
      {view.error !== undefined && (
        <p class="error" role="alert">
          {view.error}
        </p>
      )}
    </section>
  );
}
