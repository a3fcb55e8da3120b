import { Icon } from "../controls/icon.tsx";
import type { Language, Theme } from "./preferences.ts";
import { linkTo } from "./route.ts";
import { useTexts } from "./settings-context.ts";

interface HeaderProps {
  readonly page: string;
  readonly pages: readonly string[];
  readonly language: Language;
  readonly theme: Theme;
  readonly onLanguage: (language: Language) => void;
  readonly onTheme: (theme: Theme) => void;
}

export function Header({ page, pages, language, theme, onLanguage, onTheme }: HeaderProps) {
  const texts = useTexts();
  const nameOf = (name: string) => texts.pages[name as keyof typeof texts.pages]; // the app lists them
  return (
    <header class="top">
      <a class="brand" href={linkTo("descent")}>
        <img src="./icon.svg" alt="" width="26" height="26" />
        <span>Adjoint</span>
      </a>
      <nav aria-label={texts.navigation}>
        {pages.map((name) => (
          <a key={name} href={linkTo(name)} aria-current={name === page ? "page" : undefined}>
            {nameOf(name)}
          </a>
        ))}
      </nav>
      <div class="preferences">
        <button
          type="button"
          class="quiet"
          lang={language === "zh" ? "en" : "zh-CN"}
          onClick={() => onLanguage(language === "zh" ? "en" : "zh")}
        >
          {language === "zh" ? "English" : "中文"}
        </button>
        <button
          type="button"
          class="quiet"
          aria-label={theme === "dark" ? texts.lightTheme : texts.darkTheme}
          title={theme === "dark" ? texts.lightTheme : texts.darkTheme}
          onClick={() => onTheme(theme === "dark" ? "light" : "dark")}
        >
          <Icon name={theme === "dark" ? "sun" : "moon"} />
        </button>
      </div>
    </header>
  );
}
