export type { Carry } from "./carried-path.ts";
export type { Precision } from "./lowering.ts";
export type { Mesh, Sharding } from "./sharding.ts";
export { type StableHloOptions, toStableHlo } from "./to-stable-hlo.ts";
export { type Manifest, type ManifestOptions, type ManifestPort, toManifest } from "./to-manifest.ts";
export { type HostTableOptions, tabulateHost } from "./tabulate-host.ts";
