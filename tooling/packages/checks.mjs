import { join } from "node:path";
import { checkApi } from "./api-report.mjs";
import { checkBrowser } from "./check-browser.mjs";
import { checkBundles, placeProgram } from "./check-bundles.mjs";
import { checkExtension } from "./check-extension.mjs";
import { checkManifest } from "./check-manifest.mjs";
import { checkWithAttw, checkWithPublint } from "./check-published.mjs";
import { checkReadme } from "./check-readme.mjs";
import { checkTypes } from "./check-types.mjs";
import { differences } from "./differences.mjs";
import { importAll } from "./import-all.mjs";
import { checkSizes, measureSizes } from "./measure-sizes.mjs";
import { unpackedIn } from "./pack-packages.mjs";
import { runCommand } from "./run-command.mjs";
import { checkSizeTable } from "./size-table.mjs";
import { checkSpeedTable } from "./speed-table.mjs";

/** The oldest version that the packages promise to run on, and the newest of each line since. */
const NODE_VERSIONS = ["20.19.0", "22", "24", "26"];

/** What is done to each package; two at a time. */
const ofEach = (check) => async (context) => {
  const rest = [...context.packed];
  const problems = [];
  const worker = async () => {
    for (let one = rest.shift(); one; one = rest.shift())
      problems.push(...(await check(one, context)).map((text) => `${one.manifest.name}: ${text}`));
  };
  await Promise.all([worker(), worker()]);
  return problems;
};

/** The readmes and the imports of all packages, run by one version of Node.js. */
const onNode = (version) => async (context) => {
  const node = await context.installed.node(version);
  const check = ofEach(async (one, { packed, installed }) => [
    ...(await importAll(one, join(await installed.alone(), one.name), node)),
    ...(await checkReadme(one, join(await installed.readmes(), one.name), packed, node)),
  ]);
  const { main } = placeProgram(await context.installed.together());
  const problems = await check(context);
  return problems.concat(
    await runCommand(node, [main]).then(
      () => [],
      ({ message }) => [message],
    ),
  );
};

/** The program gives the numbers of Node.js on another engine, which npm has too. */
const onEngine =
  (name, ...args) =>
  async ({ installed }) => {
    const { main } = placeProgram(await installed.together());
    const [wanted, got] = [
      await runCommand(process.execPath, [main]),
      await runCommand(await installed.engine(name), [...args, main]),
    ].map((text) => JSON.parse(text));
    return differences(got, wanted, name);
  };

/** Each check takes `{ packed, folder, installed, report }` and gives a list of problems, empty where all is well. */
export const shortChecks = {
  manifests: ofEach(async (one) => checkManifest(one)),
  publint: ofEach(checkWithPublint),
  attw: ofEach(checkWithAttw),
  types: ({ packed, folder }) => checkTypes(packed, unpackedIn(folder)),
  api: async ({ packed }) => packed.flatMap(checkApi),
  sizes: async ({ folder, report }) => {
    const sizes = await measureSizes(unpackedIn(folder));
    for (const { name, bytes, limit, goal } of sizes)
      report(`${bytes} of ${limit} bytes${goal ? ` (goal ${goal})` : ""}: ${name}`);
    return [...checkSizes(sizes), ...checkSizeTable(sizes)];
  },
  speeds: async () => checkSpeedTable(),
  registry: async ({ installed }) => {
    await installed.registry();
    return [];
  },
  imports: ofEach(async (one, { installed }) => importAll(one, join(await installed.alone(), one.name))),
  readmes: ofEach(async (one, { packed, installed }) =>
    checkReadme(one, join(await installed.readmes(), one.name), packed),
  ),
  extension: async ({ folder, installed }) => checkExtension(folder, await installed.registry()),
  bundles: async ({ installed }) => checkBundles(placeProgram(await installed.together())),
  browser: async ({ packed, installed }) => {
    const folder = await installed.together();
    return checkBrowser(packed, folder, placeProgram(folder));
  },
};

/** What takes minutes: each package alone by npm, everything on each version of Node.js, and the program on others. */
export const longChecks = {
  npm: ofEach(async (one, { installed }) => importAll(one, await installed.aloneByNpm(one))),
  ...Object.fromEntries(NODE_VERSIONS.map((version) => [`node-${version}`, onNode(version)])),
  deno: onEngine("deno", "run", "--allow-all"),
  bun: onEngine("bun", "run"),
};
