import activations from "virtual:reference/activations";
import losses from "virtual:reference/losses";
import optimizers from "virtual:reference/optimizers";
import schedulers from "virtual:reference/schedulers";
import { useEffect, useMemo, useState } from "preact/hooks";
import { SelectField } from "../controls/select-field.tsx";
import type { PageProps } from "../shell/lazy-page.tsx";
import { replaceLink } from "../shell/route.ts";
import { useShell } from "../shell/settings-context.ts";
import type { Category, ReferenceEntry } from "./entry.ts";
import { EntryCard } from "./entry-card.tsx";
import { findEntries } from "./find-entries.ts";

const byCategory: Readonly<Record<Category, readonly ReferenceEntry[]>> = {
  activations,
  losses,
  schedulers,
  optimizers,
};
const categories = Object.keys(byCategory) as readonly Category[];
type Kind = Category | "all";

export function ReferencePage({ route }: PageProps) {
  const { texts: all, language } = useShell();
  const texts = all.reference;
  const [words, setWords] = useState(route.query.get("search") ?? "");
  const [kind, setKind] = useState<Kind>(readKind(route.query));
  const [open, setOpen] = useState(route.query.get("open") ?? "");
  useEffect(() => {
    setWords(route.query.get("search") ?? "");
    setKind(readKind(route.query));
    setOpen(route.query.get("open") ?? "");
  }, [route]);
  useEffect(() => {
    const query = new URLSearchParams();
    if (words !== "") query.set("search", words);
    if (kind !== "all") query.set("kind", kind);
    if (open !== "") query.set("open", open);
    replaceLink("reference", query);
  }, [words, kind, open]);
  const found = useMemo(
    () =>
      categories
        .filter((category) => kind === "all" || kind === category)
        .map((category) => ({ category, entries: findEntries(byCategory[category], words, language) })),
    [words, kind, language],
  );
  const count = found.reduce((total, { entries }) => total + entries.length, 0);
  return (
    <article class="reference">
      <h1>{texts.heading}</h1>
      <p class="lead">{texts.lead}</p>
      <search class="card filter">
        <div class="field">
          <label for="reference-search">{texts.search}</label>
          <input
            id="reference-search"
            type="search"
            placeholder={texts.searchHint}
            value={words}
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </div>
        <SelectField<Kind>
          label={texts.kind}
          value={kind}
          options={["all", ...categories]}
          nameOf={(name) => (name === "all" ? texts.all : texts.kinds[name])}
          onChange={setKind}
        />
        <p role="status">{count === 0 ? texts.nothing : texts.found(count)}</p>
      </search>
      {found
        .filter(({ entries }) => entries.length > 0)
        .map(({ category, entries }) => (
          <section key={category} aria-labelledby={`kind-${category}`}>
            <h2 id={`kind-${category}`}>{texts.kinds[category]}</h2>
            <p class="hint">{texts.legends[category]}</p>
            <ul class="entries">
              {entries.map((entry) => (
                <EntryCard
                  key={entry.name}
                  entry={entry}
                  isOpen={open === entry.name}
                  onToggle={() => setOpen(open === entry.name ? "" : entry.name)}
                />
              ))}
            </ul>
          </section>
        ))}
    </article>
  );
}

const readKind = (query: URLSearchParams): Kind => categories.find((name) => name === query.get("kind")) ?? "all";
