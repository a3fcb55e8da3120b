import { copyFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { bundlers } from "./bundle.mjs";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

/** Puts the program where all packages are installed; `main` is the file to run, `bundles` where bundles go. */
export function placeProgram(folder) {
  for (const file of ["program.mjs", "program-main.mjs", "program-threads.mjs"])
    copyFileSync(join(root, "tooling/packages", file), join(folder, file));
  mkdirSync(join(folder, "bundles"), { recursive: true });
  return { main: join(folder, "program-main.mjs"), bundleOf: (name) => join(folder, "bundles", `${name}.mjs`) };
}

/** The program gives the same numbers, to the last bit, from modules and from the minified bundle of each bundler. */
export async function checkBundles({ main, bundleOf }, node = process.execPath) {
  const wanted = await runCommand(node, [main]);
  const problems = [];
  for (const [name, bundle] of Object.entries(bundlers)) {
    try {
      await bundle(main, bundleOf(name));
      const got = await runCommand(node, [bundleOf(name)]);
      if (got !== wanted) problems.push(`${name}: the bundle gives ${got.slice(0, 200)}, not ${wanted.slice(0, 200)}`);
    } catch ({ message }) {
      problems.push(`${name}: ${message}`);
    }
  }
  return problems;
}
