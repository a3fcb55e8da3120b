import { useEffect, useId, useState } from "preact/hooks";
import { NumberField } from "../controls/number-field.tsx";
import { SelectField } from "../controls/select-field.tsx";
import type { FormulaProblem } from "../formula/formula-error.ts";
import { formulaToMathml } from "../formula/formula-to-mathml.ts";
import { parseFormula } from "../formula/parse-formula.ts";
import { useTexts } from "../shell/settings-context.ts";
import type { DescentSettings } from "./descent-settings.ts";
import { type SurfaceName, surfaceNames } from "./surfaces.ts";

interface SurfaceControlsProps {
  readonly settings: DescentSettings;
  readonly problem: FormulaProblem | undefined;
  readonly onSurface: (surface: SurfaceName | "formula") => void;
  readonly onChange: (change: Partial<DescentSettings>) => void;
}

/** Which surface, its formula, and for one of the visitor's own where to look at it. */
export function SurfaceControls({ settings, problem, onSurface, onChange }: SurfaceControlsProps) {
  const { descent: texts, formulaProblem } = useTexts();
  const id = useId();
  const [typed, setTyped] = useState(settings.formula);
  useEffect(() => setTyped(settings.formula), [settings.surface]);
  const isOwn = settings.surface === "formula";
  const range = (axis: "x" | "y", end: 0 | 1) => (
    <NumberField
      label={end === 0 ? texts.from(axis) : texts.to(axis)}
      hasSlider={false}
      value={settings[axis][end]}
      onChange={(value) => {
        const next = end === 0 ? ([value, settings[axis][1]] as const) : ([settings[axis][0], value] as const);
        if (next[0] < next[1]) onChange({ [axis]: next });
      }}
    />
  );
  return (
    <div class="surface-controls">
      <SelectField
        label={texts.surface}
        value={settings.surface}
        options={[...surfaceNames, "formula"]}
        nameOf={(name) => texts.surfaces[name]}
        onChange={onSurface}
      />
      {isOwn ? (
        <>
          <div class="field">
            <label for={id}>{texts.formula}</label>
            <input
              id={id}
              type="text"
              class="formula"
              spellcheck={false}
              autocapitalize="off"
              autocomplete="off"
              value={typed}
              aria-invalid={problem !== undefined}
              aria-describedby={`${id}-hint`}
              onInput={(event) => {
                setTyped(event.currentTarget.value);
                onChange({ formula: event.currentTarget.value });
              }}
            />
          </div>
          <p id={`${id}-hint`} class={problem ? "error" : "hint"} role={problem ? "alert" : undefined}>
            {problem ? formulaProblem(problem) : texts.formulaHint}
          </p>
          <div class="ranges">
            {range("x", 0)}
            {range("x", 1)}
            {range("y", 0)}
            {range("y", 1)}
          </div>
        </>
      ) : null}
      {!problem && <TypesetFormula formula={settings.formula} />}
    </div>
  );
}

/** The formula as it was understood. */
function TypesetFormula({ formula }: { readonly formula: string }) {
  try {
    // the page wrote this MathML itself, from a tree of numbers, variables and known names
    return <p class="typeset" dangerouslySetInnerHTML={{ __html: formulaToMathml(parseFormula(formula)) }} />;
  } catch {
    return null; // the worker says what is wrong with it
  }
}
