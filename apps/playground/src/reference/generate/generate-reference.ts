import { join } from "node:path";
import { readSettings } from "../../../../../tooling/docstrings/read-settings.ts";
import {
  docstringOf,
  interfacesIn,
  joinLines,
  packageFolder,
  readExports,
  sourcesOf,
} from "../../../../../tooling/docstrings/read-sources.ts";
import type { Category, ReferenceEntry } from "../entry.ts";
import { measureBytes } from "./measure-bytes.ts";
import { readTables } from "./read-tables.ts";
import { typeset } from "./typeset.ts";

/** What the tables name beside functions of these kinds, or what no graph can show. */
const isListed = (category: Category, group: string): boolean => category !== "optimizers" || group === "Optimizers";

/** One entry for each function of a package that a table of its README names, in that order. */
export async function generateReference(category: Category): Promise<ReferenceEntry[]> {
  const exported = readExports(category);
  const rows = readTables(category).filter(({ name, group }) => exported.has(name) && isListed(category, group));
  const imports = rows.map(({ name }) => ({ packageName: category, name }));
  const bytes = await measureBytes(imports, join(packageFolder(category), "src"));
  const fieldsOf = interfacesIn(sourcesOf(category));
  return rows.map(({ name, group, rule, source }) => {
    const definition = exported.get(name)!;
    const doc = docstringOf(definition);
    const settings = readSettings(definition, fieldsOf);
    const [summary = "", ...details] = doc.paragraphs.map(joinLines);
    const tag = (kind: string): string => doc.tag(kind);
    return {
      name,
      category,
      group,
      formula: typeset(rule, [...settings.map((setting) => setting.name), ...exported.keys()]),
      rule,
      summary,
      details,
      advice: [tag("good"), tag("bad"), tag("use")],
      settings,
      throws: tag("throws"),
      source: withoutLinks(tag("see") || source),
      example: doc.example,
      importLine: `import { ${name} } from "@adjoint/${category}";`,
      bytes: bytes.get(`${category}.${name}`)!,
    };
  });
}

/** The labels of links in Markdown. */
const withoutLinks = (text: string): string => text.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1");
