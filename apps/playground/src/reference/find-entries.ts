import type { Language } from "../shell/preferences.ts";
import { adviceOn } from "./advice-on.ts";
import type { ReferenceEntry } from "./entry.ts";

/** Entries that hold every word, in their name, rule, text, source or advice; those named so come first. */
export function findEntries(
  entries: readonly ReferenceEntry[],
  search: string,
  language: Language,
): readonly ReferenceEntry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  const holds = entries.filter((entry) => {
    const text = textOf(entry, language);
    return words.every((word) => text.includes(word));
  });
  const isNamed = ({ name }: ReferenceEntry): boolean => words.every((word) => name.toLowerCase().includes(word));
  return [...holds.filter(isNamed), ...holds.filter((entry) => !isNamed(entry))];
}

const textOf = (entry: ReferenceEntry, language: Language): string =>
  [
    entry.name,
    entry.group,
    entry.rule,
    entry.summary,
    ...entry.details,
    entry.source,
    ...adviceOn(entry, language).advice,
  ]
    .join(" ")
    .toLowerCase();
