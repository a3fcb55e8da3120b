import { NumberField } from "../controls/number-field.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { scheduleNames } from "../descent/schedule-names.ts";
import { useTexts } from "../shell/settings-context.ts";
import type { TargetState } from "./messages.ts";
import {
  activationNames,
  batchSizes,
  lossNames,
  MOST_EPOCHS,
  MOST_HIDDEN,
  modelNames,
  optimizerNames,
  optimizerRates,
  type TrainingSettings,
  targetNames,
} from "./training-settings.ts";

interface RunSettingsFormProps {
  readonly settings: TrainingSettings;
  readonly targets: readonly TargetState[];
  readonly onChange: (settings: TrainingSettings) => void;
}

/** What a run is made of. */
export function RunSettingsForm({ settings, targets, onChange }: RunSettingsFormProps) {
  const { training: texts, schedules } = useTexts();
  const set = (change: Partial<TrainingSettings>): void => onChange({ ...settings, ...change });
  const whyNot = targets.find(({ target }) => target === settings.target)?.reason;
  const isMissing = (name: TrainingSettings["target"]): boolean =>
    targets.find(({ target }) => target === name)?.reason !== undefined;
  return (
    <>
      <div class="fields">
        <SelectField
          label={texts.target}
          value={settings.target}
          options={targetNames}
          nameOf={(name) => (isMissing(name) ? texts.notHere(texts.targets[name]) : texts.targets[name])}
          onChange={(target) => set({ target })}
        />
        <SelectField
          label={texts.model}
          value={settings.model}
          options={modelNames}
          nameOf={(name) => texts.models[name]}
          onChange={(model) => set({ model })}
        />
        {settings.model === "mlp" && (
          <NumberField
            label={texts.hidden}
            value={settings.hidden}
            low={4}
            high={256}
            isWhole
            onChange={(hidden) => set({ hidden: Math.min(Math.max(hidden, 1), MOST_HIDDEN) })}
          />
        )}
        <SelectField
          label={texts.activation}
          value={settings.activation}
          options={activationNames}
          onChange={(activation) => set({ activation })}
        />
        <SelectField
          label={texts.loss}
          value={settings.loss}
          options={lossNames}
          nameOf={(name) => texts.losses[name]}
          onChange={(loss) => set({ loss })}
        />
        <SelectField
          label={texts.optimizer}
          value={settings.optimizer}
          options={optimizerNames}
          onChange={(optimizer) => set({ optimizer, learningRate: optimizerRates[optimizer] })}
        />
        <NumberField
          label={texts.learningRate}
          value={settings.learningRate}
          low={1e-5}
          high={2}
          isLogarithmic
          onChange={(learningRate) => set({ learningRate: Math.max(learningRate, 0) })}
        />
        <SelectField
          label={texts.schedule}
          value={settings.schedule}
          options={scheduleNames}
          nameOf={(name) => schedules[name]}
          onChange={(schedule) => set({ schedule })}
        />
        <SelectField
          label={texts.batchSize}
          value={settings.batchSize}
          options={batchSizes}
          nameOf={(size) => (size === "full" ? texts.fullBatch : size)}
          onChange={(batchSize) => set({ batchSize })}
        />
        <NumberField
          label={texts.epochs}
          value={settings.epochs}
          low={1}
          high={200}
          isWhole
          isLogarithmic
          onChange={(epochs) => set({ epochs: Math.min(Math.max(epochs, 1), MOST_EPOCHS) })}
        />
        <NumberField
          label={texts.seed}
          value={settings.seed}
          hasSlider={false}
          isWhole
          onChange={(seed) => set({ seed: Math.min(Math.max(seed, 0), 2 ** 31) })}
        />
      </div>
      {whyNot && <p class="error">{texts.whyNot[whyNot]}</p>}
    </>
  );
}
