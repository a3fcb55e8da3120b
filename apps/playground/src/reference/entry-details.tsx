import { useMemo, useState } from "preact/hooks";
import { NumberField } from "../controls/number-field.tsx";
import { SelectField } from "../controls/select-field.tsx";
import { SettingField } from "../controls/setting-field.tsx";
import { firstRate, optimizerChoices } from "../descent/optimizer-choices.ts";
import { surfaces } from "../descent/surfaces.ts";
import { linkTo } from "../shell/route.ts";
import { useShell } from "../shell/settings-context.ts";
import { adviceOn } from "./advice-on.ts";
import type { ReferenceEntry } from "./entry.ts";
import { EntryGraph } from "./entry-graph.tsx";
import { demonstrationOf, lossDomain } from "./graph-domains.ts";
import type { GraphSettings } from "./graph-messages.ts";

/** Settings that say how losses are put together, which a single value does not show. */
const OF_MANY = ["reduction", "weights", "where", "axis", "classWeights", "ignoreIndex"];

export function EntryDetails({ entry }: { readonly entry: ReferenceEntry }) {
  const { texts: all, language } = useShell();
  const texts = all.reference;
  const shown = entry.settings.filter(({ name, kind }) => kind !== "other" && !OF_MANY.includes(name));
  const initial = useMemo(() => initialSettings(entry), [entry]);
  const [settings, setSettings] = useState<GraphSettings>(initial);
  const domain = entry.category === "losses" ? lossDomain(entry.name).target : undefined;
  const [target, setTarget] = useState(domain?.initial ?? 0);
  const said = adviceOn(entry, language);
  return (
    <div class="entry-details">
      <div class="entry-graph">
        <EntryGraph entry={entry} settings={settings} target={target} />
        <div class="fields">
          {shown.map((setting) => (
            <SettingField
              key={setting.name}
              setting={setting}
              value={settings[setting.name]}
              onChange={(value) => setSettings({ ...settings, [setting.name]: value })}
            />
          ))}
          {domain?.choices && (
            <SelectField
              label={texts.target}
              value={String(target)}
              options={domain.choices.map(String)}
              onChange={(value) => setTarget(Number(value))}
            />
          )}
          {domain?.range && (
            <NumberField
              label={texts.target}
              value={target}
              low={domain.range[0]}
              high={domain.range[1]}
              onChange={setTarget}
            />
          )}
        </div>
        {entry.category === "optimizers" && Object.hasOwn(optimizerChoices, entry.name) && (
          <a href={linkTo("descent", descentLink(entry.name, settings))}>{texts.seeDescent} →</a>
        )}
      </div>
      <div class="entry-text">
        <dl class="advice">
          <dt class="good">{texts.good}</dt>
          <dd lang={said.language}>{said.advice[0]}</dd>
          <dt class="bad">{texts.bad}</dt>
          <dd lang={said.language}>{said.advice[1]}</dd>
          <dt>{texts.use}</dt>
          <dd lang={said.language}>{said.advice[2]}</dd>
        </dl>
        <div class="doc" lang="en">
          {[entry.summary, ...entry.details].map((paragraph) => (
            <p key={paragraph}>{withCode(paragraph)}</p>
          ))}
        </div>
        <pre tabIndex={0}>
          <code>
            {entry.importLine}
            {entry.example && `\n\n${entry.example}`}
          </code>
        </pre>
        <dl class="facts">
          {entry.settings.length > 0 && (
            <>
              <dt>{texts.settings}</dt>
              <dd>
                <ul lang="en">
                  {entry.settings.map((setting) => (
                    <li key={setting.name}>
                      <code>{setting.name}</code> {withCode(setting.description)}
                    </li>
                  ))}
                </ul>
              </dd>
            </>
          )}
          {entry.throws && (
            <>
              <dt>{texts.throws}</dt>
              <dd lang="en">{entry.throws}</dd>
            </>
          )}
          {entry.source && (
            <>
              <dt>{texts.source}</dt>
              <dd lang="en">{entry.source}</dd>
            </>
          )}
        </dl>
        <p class="hint">{texts.bytes(entry.bytes)}</p>
      </div>
    </div>
  );
}

/** Names between backticks as code. */
const withCode = (text: string) => text.split("`").map((part, i) => (i % 2 === 1 ? <code key={i}>{part}</code> : part));

/** The defaults, and something to see where there is none. */
function initialSettings({ category, name, settings }: ReferenceEntry): GraphSettings {
  const values = settings.flatMap(({ name, kind, initial }) => {
    if (kind === "other" || OF_MANY.includes(name)) return [];
    const value = category === "schedulers" || initial === undefined ? demonstrationOf(name, initial) : initial;
    return value === undefined ? [] : [[name, value] as const];
  });
  const rate = Object.hasOwn(optimizerChoices, name) && settings.some((setting) => setting.name === "learningRate");
  return { ...Object.fromEntries(values), ...(rate ? { learningRate: firstRate(name, surfaces.ravine) } : {}) };
}

function descentLink(optimizer: string, settings: GraphSettings): URLSearchParams {
  const run = [optimizer, "constant", ...Object.entries(settings).map(([name, value]) => `${name}:${value}`)].join(";");
  return new URLSearchParams({ surface: "ravine", run });
}
