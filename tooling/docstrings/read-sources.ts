import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
const root: string = join(dirname(fileURLToPath(import.meta.url)), "../..");

export const packageFolder = (name: string): string => join(root, "packages", name);

/** A function in the file that defines it, where it may have another name. */
export interface Definition {
  readonly name: string;
  readonly text: string;
}

/** The functions that a package exports, by name. */
export function readExports(packageName: string): Map<string, Definition> {
  const source = join(packageFolder(packageName), "src");
  const index = readFileSync(join(source, "index.ts"), "utf8");
  const found = new Map<string, Definition>();
  for (const [, names = "", file = ""] of index.matchAll(EXPORT))
    for (const name of names.split(",").map((name) => name.trim()))
      if (/^\w+$/.test(name)) found.set(name, definitionOf(name, join(source, file)));
  return found;
}

const EXPORT = /^export \{([^}]*)\} from "([^"]+)"/gm;

/** Follows `export { silu as swish } from "./silu.ts"`, into another package too. */
function definitionOf(name: string, file: string): Definition {
  const text = readFileSync(file, "utf8");
  for (const [, names = "", from = ""] of text.matchAll(EXPORT)) {
    const original = new RegExp(`(?:(\\w+) as )?\\b${name}\\s*(?:,|$)`).exec(names.trim());
    if (!original) continue;
    const target = from.startsWith(".")
      ? join(dirname(file), from)
      : join(packageFolder(from.split("/")[1]!), "src/index.ts");
    return definitionOf(original[1] ?? name, target);
  }
  return { name, text };
}

/** The lines of a docstring without their stars; "" where there is none. */
const unwrap = (comment: string): string => comment.replace(/^\s*\*? ?/gm, "").trim();

export interface Docstring {
  readonly paragraphs: readonly string[];
  readonly example: string;
  /** The text behind a tag such as `@see`, in one line; "" where it is missing. */
  tag(kind: string): string;
}

/** The docstring right above an exported function. */
export function docstringOf({ name, text }: Definition): Docstring {
  const declaration = declarationOf({ name, text });
  const before = text.slice(0, declaration).trimEnd();
  const comment = before.endsWith("*/") ? before.slice(before.lastIndexOf("/**") + 3, -2) : "";
  const [body = "", ...tags] = unwrap(comment).split(/^@/m);
  const textOf = (kind: string): string =>
    tags
      .find((text) => text.startsWith(`${kind} `) || text.startsWith(`${kind}\n`))
      ?.slice(kind.length)
      .trim() ?? "";
  const paragraphs = body.split(/\n\s*\n/).map((paragraph) => paragraph.trim());
  return {
    paragraphs: paragraphs.filter((paragraph) => paragraph !== ""),
    example: textOf("example"),
    tag: (kind) => joinLines(textOf(kind)),
  };
}

/** The text between the parentheses of an exported function. */
export function parametersOf({ name, text }: Definition): string {
  const start = text.indexOf("(", declarationOf({ name, text }));
  if (start < 0) return "";
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return text.slice(start + 1, i);
  }
  return "";
}

function declarationOf({ name, text }: Definition): number {
  const found = new RegExp(`^export (?:function|const) ${name}\\b`, "m").exec(text);
  return found ? found.index : text.length;
}

export const joinLines = (text: string): string => text.replace(/\s*\n\s*/g, " ");

export interface Field {
  readonly name: string;
  readonly type: string;
  readonly description: string;
}

/** The fields of an interface, those that it inherits last; undefined where there is no such interface. */
export type FieldsOf = (interfaceName: string) => readonly Field[] | undefined;

/** The texts of the files of a package, without its tests. */
export function* sourcesOf(packageName: string): Generator<string> {
  const folder = join(packageFolder(packageName), "src");
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" }))
    if (path.endsWith(".ts") && !path.endsWith(".test.ts")) yield readFileSync(join(folder, path), "utf8");
}

/** All interfaces in the files of a package. */
export function interfacesIn(texts: Iterable<string>): FieldsOf {
  const found = new Map<string, { readonly bases: string; readonly body: string }>();
  const INTERFACE = /export interface (\w+)(?:<[^{]*?>)?(?: extends ([^{]+))? \{(?:\n([\s\S]*?)\n)?\}/g;
  for (const text of texts)
    for (const [, name = "", bases = "", body = ""] of text.matchAll(INTERFACE)) found.set(name, { bases, body });
  const fieldsOf: FieldsOf = (name) => {
    const known = found.get(name);
    if (!known) return undefined;
    const own = [...known.body.matchAll(/(?:\/\*\*([\s\S]*?)\*\/\s*)?readonly (\w+)\??: ([^;]+);/g)].map(
      ([, comment = "", field = "", type = ""]) => ({ name: field, type, description: joinLines(unwrap(comment)) }),
    );
    const inherited = [...known.bases.matchAll(/(Omit<)?(\w+)(?:, ([^>]*)>)?/g)].flatMap(([, , base = "", omitted]) =>
      (fieldsOf(base) ?? []).filter((field) => !omitted?.includes(`"${field.name}"`)),
    );
    return [...own, ...inherited.filter(({ name }) => !own.some((field) => field.name === name))];
  };
  return fieldsOf;
}
