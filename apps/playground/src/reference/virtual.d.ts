declare module "virtual:reference/*" {
  import type { ReferenceEntry } from "./entry.ts";

  const entries: readonly ReferenceEntry[];
  export default entries;
}
