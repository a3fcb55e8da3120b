import { readdirSync } from "node:fs";
import { relative, sep } from "node:path";

/** The files below a folder, by their paths from there, in order. */
export const filesOf = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, `${entry.parentPath}/${entry.name}`).replaceAll(sep, "/"))
    .sort();
