import { useEffect } from "preact/hooks";
import { Header } from "./shell/header.tsx";
import { LazyPage, type PageLoader } from "./shell/lazy-page.tsx";
import { useLanguage, useTheme } from "./shell/preferences.ts";
import { useRoute } from "./shell/route.ts";
import { SettingsContext } from "./shell/settings-context.ts";
import { chinese } from "./texts/chinese.ts";
import { english } from "./texts/english.ts";

const pages: Readonly<Record<string, PageLoader>> = {
  descent: async () => (await import("./descent/descent-page.tsx")).DescentPage,
  training: async () => (await import("./training/training-page.tsx")).TrainingPage,
  reference: async () => (await import("./reference/reference-page.tsx")).ReferencePage,
};

export function App() {
  const route = useRoute();
  const [language, setLanguage] = useLanguage();
  const [theme, setTheme] = useTheme();
  const texts = language === "zh" ? chinese : english;
  const page = Object.hasOwn(pages, route.page) ? route.page : "descent";
  const title = texts.pages[page as keyof typeof texts.pages]; // one of the names above
  useEffect(() => {
    document.title = `${title} · ${texts.title}`;
  }, [title, texts]);
  return (
    <SettingsContext.Provider value={{ language, texts, theme }}>
      <a class="skip" href="#main" onClick={skipToMain}>
        {texts.skip}
      </a>
      <Header
        page={page}
        pages={Object.keys(pages)}
        language={language}
        theme={theme}
        onLanguage={setLanguage}
        onTheme={setTheme}
      />
      <main id="main" tabIndex={-1}>
        <LazyPage key={page} load={pages[page]!} route={route} />
      </main>
    </SettingsContext.Provider>
  );
}

/** The hash is taken by the route, so the link moves the focus itself. */
function skipToMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}
