import { useEffect, useState } from "preact/hooks";

/** A choice of the visitor that outlives the visit, where the browser allows it. */
function recall<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  try {
    const stored = localStorage.getItem(name);
    return allowed.find((value) => value === stored) ?? otherwise;
  } catch {
    return otherwise; // storage is forbidden: the choice lasts as long as the page
  }
}

function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // as above
  }
}

export type Language = "en" | "zh";
export type Theme = "light" | "dark";

export function useLanguage(): readonly [Language, (language: Language) => void] {
  const preferred = navigator.language.startsWith("zh") ? "zh" : "en";
  const [language, setLanguage] = useState(() => recall<Language>("language", ["en", "zh"], preferred));
  useEffect(() => {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  }, [language]);
  const choose = (next: Language) => {
    remember("language", next);
    setLanguage(next);
  };
  return [language, choose];
}

export function useTheme(): readonly [Theme, (theme: Theme) => void] {
  const preferred = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const [theme, setTheme] = useState(() => recall<Theme>("theme", ["light", "dark"], preferred));
  // before the children draw, which read the colours
  document.documentElement.dataset["theme"] = theme;
  const choose = (next: Theme) => {
    remember("theme", next);
    setTheme(next);
  };
  return [theme, choose];
}
