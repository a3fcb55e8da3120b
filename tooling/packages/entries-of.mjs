import { filesOf } from "./files-of.mjs";

/** The names by which users import a packed package: its root, and each file of dist that its exports let through. */
export const entriesOf = (packed) =>
  modulesIn(packed)
    .filter((entry) => ruleOf(packed, entry)?.target)
    .map((entry) => `@adjoint/${packed.name}${entry.slice(1)}`);

/** Folders of dist about which the exports say nothing, so that their files go out with those above them. */
export const foldersLetOut = (packed) => {
  const isLetOut = (entry) => ruleOf(packed, entry)?.key === "./*";
  const nested = modulesIn(packed).filter((entry) => entry.split("/").length > 2);
  return [...new Set(nested.filter(isLetOut).map((entry) => entry.slice(0, entry.lastIndexOf("/"))))];
};

/** The JavaScript files of a package as they would be imported: ".", "./adam". */
const modulesIn = ({ folder }) =>
  filesOf(`${folder}/dist`)
    .filter((file) => file.endsWith(".js"))
    .map((file) => (file === "index.js" ? "." : `./${file.slice(0, -3)}`));

/** The line of the exports that decides: the very name, or else the longest pattern. */
function ruleOf({ manifest: { exports } }, entry) {
  const patterns = Object.keys(exports).filter((key) => key.endsWith("*") && entry.startsWith(key.slice(0, -1)));
  const key = entry in exports ? entry : patterns.sort((a, b) => b.length - a.length)[0];
  return key && { key, target: exports[key] };
}
