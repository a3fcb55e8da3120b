import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Category, ReferenceEntry } from "../entry.ts";
import { measureBytes } from "./measure-bytes.ts";
import { readSettings } from "./read-settings.ts";
import { docstringOf, interfacesIn, joinLines, packageFolder, parametersOf, readExports } from "./read-sources.ts";
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
    const settings = readSettings(parametersOf(definition), fieldsOf);
    const [summary = "", ...details] = doc.paragraphs.map(joinLines);
    return {
      name,
      category,
      group,
      formula: typeset(rule, [...settings.map((setting) => setting.name), ...exported.keys()]),
      rule,
      summary,
      details,
      settings,
      throws: doc.throws,
      source: doc.source || source.replace(/\[([^\]]+)\]\([^)]*\)/g, "$1"),
      example: doc.example,
      importLine: `import { ${name} } from "@adjoint/${category}";`,
      bytes: bytes.get(`${category}.${name}`)!,
    };
  });
}

function* sourcesOf(packageName: string): Generator<string> {
  const folder = join(packageFolder(packageName), "src");
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (path.endsWith(".ts") && !path.endsWith(".test.ts")) yield readFileSync(join(folder, path), "utf8");
}
