// Packs all packages as a release would, and checks what users get.
// usage: node tooling/check-packages.mjs [--only CHECK[,CHECK]] [--update] [--keep]
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checkApi, updateApi } from "./packages/api-report.mjs";
import { checkManifest } from "./packages/check-manifest.mjs";
import { checkWithAttw, checkWithPublint } from "./packages/check-published.mjs";
import { checkTypes } from "./packages/check-types.mjs";
import { checkSizes, measureSizes } from "./packages/measure-sizes.mjs";
import { packPackages } from "./packages/pack-packages.mjs";
import { checkSizeTable, updateSizeTable } from "./packages/size-table.mjs";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    update: { type: "boolean", default: false },
    keep: { type: "boolean", default: false },
  },
});

/** What is done to each package. */
const ofEach =
  (check) =>
  async ({ packed }) => {
    const problems = [];
    for (const one of packed) problems.push(...(await check(one)).map((text) => `${one.manifest.name}: ${text}`));
    return problems;
  };

/** Each check gives a list of problems, empty where all is well. */
const checks = {
  manifests: ofEach(checkManifest),
  publint: ofEach(checkWithPublint),
  attw: ofEach(checkWithAttw),
  types: ({ packed, folder }) => checkTypes(packed, folder),
  api: ({ packed }) => {
    if (options.update) for (const one of packed) updateApi(one);
    return packed.flatMap(checkApi);
  },
  sizes: async ({ folder }) => {
    const sizes = await measureSizes(folder);
    for (const { name, bytes, limit, goal } of sizes)
      console.log(`     ${bytes} of ${limit} bytes${goal ? ` (goal ${goal})` : ""}: ${name}`);
    if (options.update) updateSizeTable(sizes);
    return [...checkSizes(sizes), ...checkSizeTable(sizes)];
  },
};

async function run(name, context) {
  const start = performance.now();
  const problems = await checks[name](context);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  for (const problem of problems) console.log(`     ${problem}`);
  return problems.length;
}

const names = options.only?.split(",") ?? Object.keys(checks);
const unknown = names.find((name) => !(name in checks));
if (unknown !== undefined) {
  console.error(`check-packages: a check is one of ${Object.keys(checks).join(", ")}, got ${unknown}; correct --only?`);
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "adjoint-packages-"));
let failures = 0;
try {
  const start = performance.now();
  const packed = await packPackages(folder);
  console.log(`ok   ${packed.length} packages packed (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  for (const name of names) failures += await run(name, { folder, packed });
} finally {
  if (options.keep) console.log(`kept in ${folder}`);
  else rmSync(folder, { recursive: true });
}
process.exit(failures > 0 ? 1 : 0);
