import type { Setting } from "../reference/entry.ts";
import { NumberField } from "./number-field.tsx";
import { SelectField } from "./select-field.tsx";

interface SettingFieldProps {
  readonly setting: Setting;
  readonly value: number | boolean | string | undefined;
  readonly onChange: (value: number | boolean | string) => void;
}

/** The control of a setting that a docstring describes. */
export function SettingField({ setting, value = setting.initial, onChange }: SettingFieldProps) {
  const { name, kind, description, choices = [] } = setting;
  if (kind === "boolean")
    return (
      <label class="check" title={description}>
        <input type="checkbox" checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
        {name}
      </label>
    );
  if (kind === "choice")
    return <SelectField label={name} value={String(value ?? choices[0])} options={choices} onChange={onChange} />;
  if (kind === "other") return null;
  return (
    <NumberField
      label={name}
      hint={description}
      value={typeof value === "number" ? value : undefined}
      {...sliderOf(setting)}
      isWhole={setting.isWhole ?? false}
      onChange={onChange}
    />
  );
}

/** Between its bounds where it has two; by magnitudes around its default where it is small or open above. */
function sliderOf({ name, initial, low, high, isWhole }: Setting) {
  if (name === "learningRate") return { low: 1e-5, high: 10, isLogarithmic: true };
  if (low !== undefined && high !== undefined) return { low, high: high === 1 ? 0.999 : high };
  const middle = typeof initial === "number" ? Math.abs(initial) : 0;
  if (isWhole) return { low: Math.max(low ?? 1, 1), high: Math.max(20, 4 * middle), isLogarithmic: middle > 100 };
  if (middle === 0) return { low: low ?? -1, high: 1 };
  if (middle < 0.02) return { low: middle / 1e3, high: Math.min(middle * 1e4, 1), isLogarithmic: true };
  return { low: low ?? -4 * middle, high: 4 * middle };
}
