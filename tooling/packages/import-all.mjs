import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { entriesOf } from "./entries-of.mjs";
import { runCommand } from "./run-command.mjs";

/**
 * Imports everything that a package lets users import, in a folder where it is installed, by `import` and by `require`.
 * What needs a peer that is optional is told by its message and left out.
 */
export async function importAll(packed, folder, node = process.execPath) {
  writeFileSync(join(folder, "import-all.mjs"), code(entriesOf(packed), optionalPeers(packed)));
  try {
    await runCommand(node, ["import-all.mjs"], { cwd: folder });
    return [];
  } catch ({ message }) {
    return [message];
  }
}

const optionalPeers = ({ manifest }) => Object.keys(manifest.peerDependenciesMeta ?? {});

const code = (names, optional) => `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
const isOptional = ({ code, message }) => code?.endsWith("MODULE_NOT_FOUND") && ${JSON.stringify(optional)}.some((name) => message.includes(name));
for (const name of ${JSON.stringify(names)}) {
  try {
    const [imported, required] = [await import(name), require(name)];
    for (const key of Object.keys(imported)) if (imported[key] !== required[key]) throw new Error(\`\${name}: require gives another \${key}\`);
  } catch (error) {
    if (!isOptional(error)) throw new Error(name, { cause: error });
  }
}
`;
