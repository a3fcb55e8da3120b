import { useId, useState } from "preact/hooks";

interface NumberFieldProps {
  readonly label: string;
  readonly value: number | undefined;
  readonly onChange: (value: number) => void;
  readonly low?: number;
  readonly high?: number;
  readonly isWhole?: boolean;
  /** A slider in equal ratios, for what spans magnitudes. */
  readonly isLogarithmic?: boolean;
  readonly hasSlider?: boolean;
  readonly hint?: string;
}

const STEPS = 200;

/** A number to type, and a slider for it. What is no number is kept in the field, marked, and goes no further. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, onChange, hint, isWhole = false, hasSlider = true } = props;
  const id = useId();
  const [text, setText] = useState<string>();
  const isNumber = (typed: string): boolean =>
    typed.trim() !== "" && (isWhole ? Number.isInteger(Number(typed)) : Number.isFinite(Number(typed)));
  const accept = (next: number): void => {
    setText(undefined);
    onChange(next);
  };
  const scale = scaleOf(props);
  return (
    <div class="field">
      <label for={id} title={hint}>
        {label}
      </label>
      <div class="number">
        {hasSlider && (
          <input
            type="range"
            aria-label={label}
            min={0}
            max={STEPS}
            value={value === undefined ? 0 : scale.toSlider(value)}
            onInput={(event) => accept(rounded(scale.fromSlider(event.currentTarget.valueAsNumber), isWhole))}
          />
        )}
        <input
          id={id}
          type="text"
          inputMode="decimal"
          autocomplete="off"
          value={text ?? (value === undefined ? "" : String(value))}
          aria-invalid={text !== undefined && !isNumber(text)}
          onInput={(event) => {
            const typed = event.currentTarget.value;
            // "1." and "1e-3" are numbers on their way to others: the field keeps what was typed
            setText(typed);
            if (isNumber(typed)) onChange(Number(typed));
          }}
          onBlur={() => setText(undefined)}
        />
      </div>
    </div>
  );
}

const rounded = (value: number, isWhole: boolean): number =>
  isWhole ? Math.round(value) : Number(value.toPrecision(3));

function scaleOf({ value = 0, low = 0, high = Math.max(1, 2 * value), isLogarithmic = false }: NumberFieldProps) {
  if (!isLogarithmic)
    return {
      toSlider: (at: number) => ((at - low) / (high - low)) * STEPS,
      fromSlider: (at: number) => low + (at / STEPS) * (high - low),
    };
  const [from, to] = [Math.log(low), Math.log(high)];
  return {
    toSlider: (at: number) => (at > 0 ? ((Math.log(at) - from) / (to - from)) * STEPS : 0),
    fromSlider: (at: number) => Math.exp(from + (at / STEPS) * (to - from)),
  };
}
