import { useEffect, useState } from "preact/hooks";

/** Where the visitor is: the page, and what its link says about it. It lives behind the hash, so any static server will do. */
export interface Route {
  readonly page: string;
  readonly query: URLSearchParams;
}

/** "#/descent?surface=beale" -> page "descent" and its query. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s, 2);
  return { page: path, query: new URLSearchParams(query) };
}

export const linkTo = (page: string, query?: URLSearchParams): string => {
  const text = query?.toString();
  return text ? `#/${page}?${text}` : `#/${page}`;
};

export function useRoute(): Route {
  const [route, setRoute] = useState(() => parseRoute(location.hash));
  useEffect(() => {
    const follow = () => setRoute(parseRoute(location.hash));
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return route;
}

/** Keeps the link up to date without a new entry in the history, and without telling the page what it knows already. */
export const replaceLink = (page: string, query: URLSearchParams): void =>
  history.replaceState(null, "", linkTo(page, query));
