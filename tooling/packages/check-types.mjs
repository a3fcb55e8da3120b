import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { entriesOf } from "./entries-of.mjs";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

const strict = { strict: true, exactOptionalPropertyTypes: true, noUncheckedIndexedAccess: true };
const settings = { ...strict, target: "es2022", noEmit: true, skipLibCheck: false, lib: ["es2022"], types: [] };
const resolutions = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "esnext", moduleResolution: "bundler" },
];

/**
 * The types of everything that can be imported, in a folder where it is installed: with the checks of libraries on, no
 * DOM, nothing of Node.js, and by both ways to resolve modules.
 */
export async function checkTypes(packed, folder, tsc = join(root, "node_modules/.bin/tsc")) {
  const names = packed.flatMap(entriesOf);
  const code = names.map((name, i) => `import * as all${i} from "${name}";\nvoid all${i};`).join("\n");
  writeFileSync(join(folder, "types.ts"), code);
  const results = resolutions.map(async (resolution, i) => {
    const project = `tsconfig.${i}.json`;
    const text = JSON.stringify({ compilerOptions: { ...settings, ...resolution }, files: ["types.ts"] });
    writeFileSync(join(folder, project), text);
    return runCommand(tsc, ["-p", project], { cwd: folder }).then(
      () => [],
      ({ message }) => [`types by ${resolution.moduleResolution}: ${message}`],
    );
  });
  return (await Promise.all(results)).flat();
}
