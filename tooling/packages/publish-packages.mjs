import { join } from "node:path";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

const pnpm = join(root, "node_modules/.bin/pnpm");

/** Publishes the packed packages to a registry, without the provenance that only a release on a public service can have. */
export async function publishPackages(packed, { url, userconfig }) {
  const env = { npm_config_userconfig: userconfig };
  // named outright: whatever settings are in force, a check never publishes elsewhere
  for (const { tarball } of packed)
    await runCommand(pnpm, ["publish", tarball, "--registry", url, "--no-git-checks", "--provenance=false"], { env });
}
