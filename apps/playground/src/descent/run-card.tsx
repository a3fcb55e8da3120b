import { Icon } from "../controls/icon.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { SettingField } from "../controls/setting-field.tsx";
import type { ReferenceEntry } from "../reference/entry.ts";
import { linkTo } from "../shell/route.ts";
import { useTexts } from "../shell/settings-context.ts";
import type { RunSettings, SettingValue } from "./descent-settings.ts";
import { scheduleNames } from "./schedule-names.ts";

interface RunCardProps {
  readonly run: RunSettings;
  readonly color: string;
  readonly entries: readonly ReferenceEntry[];
  readonly state: RunState;
  readonly onChange: (run: RunSettings) => void;
  readonly onOptimizer: (optimizer: string) => void;
  readonly onRemove: () => void;
}

export type RunState =
  | { readonly kind: "walking" }
  | { readonly kind: "failed"; readonly step: number; readonly message: string }
  | { readonly kind: "diverged"; readonly step: number };

/** One optimizer: what it is, its settings, and how it fares. */
export function RunCard({ run, color, entries, state, onChange, onOptimizer, onRemove }: RunCardProps) {
  const { descent: texts, schedules } = useTexts();
  const settings = entries.find(({ name }) => name === run.optimizer)?.settings ?? [];
  const shown = settings.filter(({ kind }) => kind !== "other");
  const [rate, ...others] = shown.some(({ name }) => name === "learningRate")
    ? [shown.find(({ name }) => name === "learningRate")!, ...shown.filter(({ name }) => name !== "learningRate")]
    : [undefined, ...shown];
  const set = (name: string, value: SettingValue) => onChange({ ...run, options: { ...run.options, [name]: value } });
  return (
    <li class="run" style={{ "--run": color }}>
      <div class="run-head">
        <span class="swatch" aria-hidden="true" />
        <SelectField
          label={texts.optimizer}
          value={run.optimizer}
          options={entries.map(({ name }) => name)}
          onChange={onOptimizer}
        />
        <button
          type="button"
          class="quiet"
          aria-label={texts.remove(run.optimizer)}
          title={texts.remove(run.optimizer)}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      </div>
      {rate && (
        <SettingField setting={rate} value={run.options[rate.name]} onChange={(value) => set(rate.name, value)} />
      )}
      <details>
        <summary>
          {texts.moreSettings}
          {run.schedule !== "constant" && <span class="tag">{schedules[run.schedule]}</span>}
        </summary>
        {rate && run.optimizer !== "rprop" && (
          <SelectField
            label={texts.schedule}
            value={run.schedule}
            options={scheduleNames}
            nameOf={(name) => schedules[name]}
            onChange={(schedule) => onChange({ ...run, schedule })}
          />
        )}
        {others.map((setting) => (
          <SettingField
            key={setting.name}
            setting={setting}
            value={run.options[setting.name]}
            onChange={(value) => set(setting.name, value)}
          />
        ))}
        <a href={linkTo("reference", new URLSearchParams({ kind: "optimizers", open: run.optimizer }))}>
          {texts.whatIsIt}
        </a>
      </details>
      <Standing state={state} />
    </li>
  );
}

function Standing({ state }: { readonly state: RunState }) {
  const { descent: texts } = useTexts();
  if (state.kind === "failed") return <p class="error">{texts.stoppedAt(state.step, state.message)}</p>;
  if (state.kind === "diverged") return <p class="error">{texts.diverged(state.step)}</p>;
  return null;
}
