import { readFileSync } from "node:fs";
import { join } from "node:path";
import { foldersLetOut } from "./entries-of.mjs";
import { filesOf } from "./files-of.mjs";
import { root } from "./root.mjs";

const workspace = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const INSTALL_SCRIPTS = ["preinstall", "install", "postinstall", "prepare"];
const SHIPPED = /^(dist\/.*\.(js|d\.ts)|python\/.*\.py|package\.json|README\.md|CHANGELOG\.md|LICENSE)$/;
const IMPORT = /^(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["']([^"']+)["']|\bimport\(["']([^"']+)["']\)/gm;

/** What is wrong with a packed package: how it presents itself, what it holds, and what it imports. */
export const checkManifest = (packed) => [
  ...checkFields(packed),
  ...checkFiles(packed),
  ...checkExports(packed),
  ...checkImports(packed),
];

function checkFields({ name, manifest }) {
  const { license, repository, keywords, engines, publishConfig, type, scripts = {} } = manifest;
  const ranges = Object.values({ ...manifest.dependencies, ...manifest.peerDependencies });
  const rules = [
    [license === workspace.license, `license must be ${workspace.license}, got ${license}`],
    [repository?.url === workspace.repository.url, `repository.url must be ${workspace.repository.url}`],
    [repository?.directory === `packages/${name}`, `repository.directory must be packages/${name}`],
    [manifest.homepage && manifest.bugs && manifest.description, "homepage, bugs and description are needed"],
    [keywords?.length >= 3, "three keywords or more are needed"],
    [engines?.node === workspace.engines.node, `engines.node must be ${workspace.engines.node}, got ${engines?.node}`],
    [
      publishConfig?.access === "public" && publishConfig.provenance,
      "publishConfig needs public access and provenance",
    ],
    [type === "module", "type must be module"],
    [manifest.sideEffects !== undefined, "sideEffects must be declared"],
    [!INSTALL_SCRIPTS.some((script) => script in scripts), "no script may run on installation"],
    [!ranges.some((range) => /^(workspace|catalog):/.test(range)), "a range of the workspace was not replaced"],
  ];
  return rules.filter(([holds]) => !holds).map(([, problem]) => `package.json: ${problem}`);
}

function checkFiles({ folder }) {
  const files = filesOf(folder);
  const missing = ["README.md", "LICENSE"].filter((file) => !files.includes(file)).map((file) => `${file} is missing`);
  const strays = files.filter((file) => !SHIPPED.test(file) || /\.test\./.test(file));
  return [...missing, ...strays.map((file) => `${file} has no business in the package`)];
}

/** Every target of the exports is there, none is for this workspace alone, and of each folder they say whether it is public. */
function checkExports(packed) {
  const { folder, manifest } = packed;
  const files = filesOf(folder);
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === "string" ? [target] : Object.values(target ?? {}),
  );
  const isThere = (target) => {
    const [before, after] = target.slice(2).split("*");
    return files.some((file) =>
      after === undefined ? file === before : file.startsWith(before) && file.endsWith(after),
    );
  };
  return [
    ...targets.filter((target) => !isThere(target)).map((target) => `exports: there is no file ${target}`),
    ...(JSON.stringify(manifest.exports).includes("@adjoint/source") ? ["exports: sources are not packed"] : []),
    ...foldersLetOut(packed).map((path) => `exports: "${path}/*" is needed, null if its files are internal`),
  ];
}

/** Code and types import what is declared, and what is declared is imported. */
function checkImports({ name, folder, manifest }) {
  const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = manifest;
  const imported = new Map();
  for (const file of filesOf(join(folder, "dist")))
    for (const [, statement, call] of readFileSync(join(folder, "dist", file), "utf8").matchAll(IMPORT))
      if (!/^(\.|node:)/.test(statement ?? call)) imported.set(ownerOf(statement ?? call), file);
  const declared = { ...dependencies, ...peerDependencies };
  const undeclared = [...imported].filter(([owner]) => !(owner in declared) && owner !== `@adjoint/${name}`);
  const unused = Object.keys(declared).filter(
    (owner) => !imported.has(owner) && !peerDependenciesMeta[owner]?.optional,
  );
  return [
    ...undeclared.map(([owner, file]) => `dist/${file}: imports ${owner}, which is no dependency`),
    ...unused.map((owner) => `package.json: ${owner} is declared and never imported`),
  ];
}

const ownerOf = (specifier) =>
  specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
