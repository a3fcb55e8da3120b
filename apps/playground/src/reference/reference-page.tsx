import type { PageProps } from "../shell/lazy-page.tsx";
export function ReferencePage(_: PageProps) {
  return <p>soon</p>;
}
