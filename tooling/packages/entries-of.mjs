import { filesOf } from "./files-of.mjs";

/** The names by which users import a packed package: its root, and each file of dist that its exports let through. */
export const entriesOf = ({ name, folder, manifest }) =>
  filesOf(`${folder}/dist`)
    .filter((file) => file.endsWith(".js"))
    .map((file) => (file === "index.js" ? "." : `./${file.slice(0, -3)}`))
    .filter((entry) => entry in manifest.exports || !isHidden(manifest, entry))
    .map((entry) => `@adjoint/${name}${entry.slice(1)}`);

/** Does a pattern of the exports map to null, or none match? A longer pattern wins. */
function isHidden({ exports }, entry) {
  const patterns = Object.keys(exports).filter((key) => key.endsWith("*") && entry.startsWith(key.slice(0, -1)));
  const longest = patterns.sort((a, b) => b.length - a.length)[0];
  return !longest || exports[longest] === null;
}
