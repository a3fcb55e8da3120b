import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

const writeJson = (path, value) => writeFileSync(path, `${JSON.stringify(value, undefined, 2)}\n`);

/** Installs packages, as `{ name: range }`, into an empty folder by npm. */
export async function installByNpm(folder, dependencies, { userconfig }) {
  mkdirSync(folder, { recursive: true });
  writeJson(join(folder, "package.json"), { private: true, type: "module", dependencies });
  const quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--prefer-offline"];
  await runCommand("npm", ["install", ...quiet, "--userconfig", userconfig], { cwd: folder });
}

/**
 * Installs into several folders at once by pnpm, which lets each of them see what it names and nothing else: `members`
 * are `{ name: dependencies }`.
 */
export async function installByPnpm(folder, members, { userconfig }) {
  for (const [name, dependencies] of Object.entries(members)) {
    mkdirSync(join(folder, name), { recursive: true });
    writeJson(join(folder, name, "package.json"), { name, private: true, type: "module", dependencies });
  }
  writeJson(join(folder, "package.json"), { private: true });
  await installProject(folder, { userconfig });
}

/** Installs what the manifest of a folder, and of the folders in it, names, by pnpm. */
export async function installProject(folder, { userconfig }) {
  const settings = [
    "packages: ['*']",
    "minimumReleaseAge: 0",
    "strictDepBuilds: false",
    "hoist: false",
    "storeDir: ./.store",
  ];
  writeFileSync(join(folder, "pnpm-workspace.yaml"), `${settings.join("\n")}\n`);
  const pnpm = join(root, "node_modules/.bin/pnpm");
  // in small letters, as npm run sets it: pnpm would follow that one
  await runCommand(pnpm, ["install"], { cwd: folder, env: { npm_config_userconfig: userconfig } });
}
