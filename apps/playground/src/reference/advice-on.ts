import type { Language } from "../shell/preferences.ts";
import { chineseAdvice } from "./chinese/chinese-advice.ts";
import type { Advice, ReferenceEntry } from "./entry.ts";

/** What a function is good and bad at and when to use it, in a language, or in English where nobody has translated it. */
export function adviceOn(
  { category, name, advice }: ReferenceEntry,
  language: Language,
): { readonly advice: Advice; readonly language: Language } {
  const translated = language === "zh" ? chineseAdvice[category][name] : undefined;
  return translated ? { advice: translated, language } : { advice, language: "en" };
}
