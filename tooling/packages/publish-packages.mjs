import { join } from "node:path";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

const pnpm = join(root, "node_modules/.bin/pnpm");

/** Publishes the packed packages to a registry, without the provenance that only a release on a public service can have. */
export async function publishPackages(packed, { url, home, userconfig }) {
  if (new URL(url).hostname !== "127.0.0.1") throw new Error(`publish: a check publishes to this machine, got ${url}`);
  const env = { npm_config_userconfig: userconfig };
  // named outright, and by the settings of the folder: whatever else is in force, a check never publishes elsewhere
  const options = ["--registry", url, "--no-git-checks", "--provenance=false"];
  for (const { tarball } of packed) await runCommand(pnpm, ["publish", tarball, ...options], { cwd: home, env });
}
