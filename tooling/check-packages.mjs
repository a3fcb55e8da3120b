// Packs all packages as a release of today would, publishes them to a registry on this machine, installs them, and
// checks what users get. By default what continuous integration runs; --full also installs each package alone by npm,
// and runs everything on each version of Node.js that the packages promise.
// usage: node tooling/check-packages.mjs [--full] [--only CHECK[,CHECK]] [--keep]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { longChecks, shortChecks } from "./packages/checks.mjs";
import { installations } from "./packages/installations.mjs";
import { packPackages } from "./packages/pack-packages.mjs";

const { values: options } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    only: { type: "string" },
    keep: { type: "boolean", default: false },
  },
});
const checks = { ...shortChecks, ...longChecks };
const names = options.only?.split(",") ?? Object.keys(options.full ? checks : shortChecks);
const unknown = names.find((name) => !(name in checks));
if (unknown !== undefined) {
  console.error(`check-packages: a check is one of ${Object.keys(checks).join(", ")}, got ${unknown}; correct --only?`);
  process.exit(2);
}

const report = (text) => console.log(`     ${text.replaceAll("\n", "\n     ")}`);

/** Runs one step and says how it went. */
async function step(name, run) {
  const start = performance.now();
  const problems = await run().catch(({ message }) => [message]);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  problems.forEach(report);
  return problems.length === 0;
}

const folder = mkdtempSync(join(tmpdir(), "adjoint-packages-"));
let packed = [];
const pack = async () => {
  packed = await packPackages(folder);
  return [];
};
let isGood = await step("pack", pack);
if (isGood) {
  const context = { packed, folder, report, installed: installations(folder, packed) };
  for (const name of names) isGood = (await step(name, () => checks[name](context))) && isGood;
}
if (options.keep) console.log(`kept in ${folder}`);
else rmSync(folder, { recursive: true, force: true });
process.exit(isGood ? 0 : 1);
