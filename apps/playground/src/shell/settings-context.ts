import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { english, type Texts } from "../texts/english.ts";
import type { Language, Theme } from "./preferences.ts";

export interface ShellSettings {
  readonly language: Language;
  readonly texts: Texts;
  readonly theme: Theme;
}

export const SettingsContext = createContext<ShellSettings>({ language: "en", texts: english, theme: "light" });

export const useShell = (): ShellSettings => useContext(SettingsContext);
export const useTexts = (): Texts => useContext(SettingsContext).texts;
