declare module "virtual:reference/*" {
  const entries: readonly import("./entry.ts").ReferenceEntry[];
  export default entries;
}
