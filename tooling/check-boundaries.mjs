// Checks that imports between packages point one way. The graph is this table; whatever is not in it is an error.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What the published code of each package may import of the others. */
const mayImport = {
  tree: [],
  schedulers: [],
  tensor: [],
  activations: ["tensor"],
  losses: ["tensor"],
  data: ["tensor", "checkpoint"],
  metrics: ["tensor"],
  layers: ["tensor", "activations"],
  autodiff: ["tensor", "tree"],
  optimizers: ["tensor", "tree"],
  checkpoint: ["tensor", "tree"],
  "gpu-kernels": ["tensor", "compile"],
  "wasm-kernels": ["tensor", "compile"],
  compile: ["tensor", "tree"],
  onnx: ["tensor", "compile"],
  stablehlo: ["tensor", "compile"],
};

/** Where the modules of Node.js may be imported: `src/node.ts`, a subpath of its own, and what it alone imports. */
const FOR_NODE = /\/src\/node(\/.+)?\.ts$/;

/** A statement that imports: from the beginning of a line, so that text in a string does not count. */
const IMPORT = /^(?:import|export)\b(?:[^"';]*?\bfrom)?\s*["']([^"']+)["']|^[^"'`\n]*\bimport\(["']([^"']+)["']\)/gm;
const problems = [];

for (const name of readdirSync(join(root, "packages"))) {
  const folder = join(root, "packages", name);
  const allowed = mayImport[name];
  if (!allowed) {
    problems.push(`packages/${name}: not in the table of tooling/check-boundaries.mjs; add it with what it may import`);
    continue;
  }
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const shipped = { ...manifest.dependencies, ...manifest.peerDependencies };
  const declared = { ...shipped, ...manifest.devDependencies };
  for (const file of sources(join(folder, "src"))) {
    // what tests share may need what tests need; the build leaves it out unless a published file imports it
    const isTest = file.endsWith(".test.ts") || file.includes("/testing/");
    for (const [, statement, call] of readFileSync(file, "utf8").matchAll(IMPORT))
      checkImport(file, statement ?? call, { name, allowed, shipped, declared, isTest });
  }
}

for (const name of Object.keys(mayImport))
  if (!readdirSync(join(root, "packages")).includes(name))
    problems.push(`tooling/check-boundaries.mjs: there is no package ${name}`);

function checkImport(file, target, { name, allowed, shipped, declared, isTest }) {
  const place = relative(root, file);
  if (target.startsWith(".")) {
    const reached = relative(join(root, "packages", name), join(dirname(file), target));
    if (reached.startsWith(".."))
      problems.push(`${place}: imports ${target} of another package; import it by the name of the package`);
    if (FOR_NODE.test(join(dirname(file), target)) && !FOR_NODE.test(file) && !isTest)
      problems.push(`${place}: imports ${target}, which needs Node.js; packages run in browsers too`);
    return;
  }
  if (target.startsWith("node:")) {
    if (!isTest && !FOR_NODE.test(file))
      problems.push(`${place}: imports ${target}; packages run in browsers too: move it to src/node/`);
    return;
  }
  const owner = target
    .split("/")
    .slice(0, target.startsWith("@") ? 2 : 1)
    .join("/");
  if (owner === `@adjoint/${name}`) return; // a file that adds to the types of its own package
  const isOurs = owner.startsWith("@adjoint/");
  if (isTest) {
    if (!(owner in declared) && owner !== "vitest" && owner !== `@adjoint/${name}`)
      problems.push(`${place}: ${owner} is not in the package.json of ${name}`);
    return;
  }
  if (isOurs && !allowed.includes(owner.slice("@adjoint/".length)))
    problems.push(`${place}: ${name} must not import ${owner}`);
  else if (!(owner in shipped)) problems.push(`${place}: ${owner} is no dependency of ${name}`);
}

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (entry.name.endsWith(".ts")) yield path;
  }
}

if (problems.length > 0) {
  console.error(problems.join("\n"));
  process.exit(1);
}
console.log(`boundaries: ${Object.keys(mayImport).length} packages import only what they may`);
