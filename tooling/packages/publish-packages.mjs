import { join } from "node:path";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

const pnpm = join(root, "node_modules/.bin/pnpm");

/** Publishes the packed packages, without the provenance that only a release on a public service can have. */
export async function publishPackages(packed, { userconfig }) {
  const env = { NPM_CONFIG_USERCONFIG: userconfig };
  for (const { tarball } of packed)
    await runCommand(pnpm, ["publish", tarball, "--no-git-checks", "--provenance=false"], { env });
}
