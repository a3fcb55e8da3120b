import { cpSync } from "node:fs";
import { basename, join } from "node:path";
import { installProject } from "./install.mjs";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

/** The package of somebody else, apps/extension, installs ours from the registry, compiles, and passes its tests. */
export async function checkExtension(folder, registry, node = process.execPath) {
  const to = join(folder, "extension");
  const filter = (path) => !["node_modules", "dist"].includes(basename(path));
  cpSync(join(root, "apps/extension"), to, { recursive: true, filter });
  await installProject(to, registry);
  await runCommand(join(to, "node_modules/.bin/tsc"), [], { cwd: to });
  await runCommand(node, ["--test", "dist/test/"], { cwd: to });
  return [];
}
