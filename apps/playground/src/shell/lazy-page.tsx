import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Route } from "./route.ts";
import { useTexts } from "./settings-context.ts";

export interface PageProps {
  readonly route: Route;
}

export type PageLoader = () => Promise<ComponentType<PageProps>>;

/** A page whose code comes when it is opened. */
export function LazyPage({ load, route }: { readonly load: PageLoader; readonly route: Route }) {
  const texts = useTexts();
  const [page, setPage] = useState<{ readonly Page: ComponentType<PageProps> }>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    load().then(
      (Page) => setPage({ Page }),
      (reason: unknown) => setError(String(reason)),
    );
  }, [load]);
  if (error !== undefined) return <p class="error">{texts.pageFailed(error)}</p>;
  if (!page) return <p class="loading">{texts.loading}</p>;
  return <page.Page route={route} />;
}
