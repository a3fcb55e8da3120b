import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf, packagesOf } from "./readme-code.mjs";
import { readmeScopes } from "./readme-scopes.mjs";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

/** What has to be installed to run the examples of a packed package: its dependencies by the versions packed, or "*". */
export function neededBy({ name, folder }, packed) {
  const { packages = [] } = readmeScopes[name] ?? {};
  const versions = Object.fromEntries(packed.map(({ manifest }) => [manifest.name, manifest.version]));
  const names = [`@adjoint/${name}`, ...packagesOf(readFileSync(join(folder, "README.md"), "utf8")), ...packages];
  return Object.fromEntries(names.map((one) => [one, versions[one] ?? readmeVersions[one] ?? "*"]));
}

const readmeVersions = { "gpu.js": "2.24.1" };

/** Runs the examples of a readme in a folder where what they need is installed. */
export async function checkReadme(one, folder, packed, node = process.execPath) {
  const readme = readFileSync(join(one.folder, "README.md"), "utf8");
  const names = Object.keys(neededBy(one, packed));
  const file = join(folder, "readme.js");
  writeFileSync(file, codeOf(readme, readmeScopes[one.name]));
  for (const name of ["run-readme.mjs", "readme-expectations.mjs"])
    copyFileSync(join(root, "tooling/packages", name), join(folder, name));
  try {
    await runCommand(node, ["run-readme.mjs", file, ...names], { cwd: folder });
    return [];
  } catch ({ message }) {
    return [`README.md: ${message.split("\n").slice(0, 14).join("\n")}`];
  }
}
