import { transformSync } from "esbuild";

const BLOCK = /```ts\n([\s\S]*?)```/g;
const IMPORT = /^import (?:(type )?\{([^}]*)\} from )?"([^"]+)";$/gm;
/** `expression; // value`, where the value is JSON, perhaps with digits left out. */
const VALUE =
  /^(?!(?:const|let|for|return|type|await)\b)([^/ })].*?); \/\/ (\[.*\]|\{.*\}|-?\d[\d.e-]*(?:\.\.\.)?|"[^"]*"|true|false)(?:[,:] .*)?$/;
/** `expression; // SomeError: message`. */
const ERROR = /^(?!(?:const|let)\b)([^/ })].*?); \/\/ (\w+Error): (.*)$/;

/** The packages of ours, and others, that the examples of a readme import or that it says to install. */
export function packagesOf(readme) {
  const imported = [...readme.matchAll(/from "([^".][^"]*)"/g)].map(([, name]) => name);
  const installed = [...readme.matchAll(/^npm install (.*)$/gm)].flatMap(([, list]) => list.split(" "));
  const owners = [...imported, ...installed].map((name) => /^(@[^/]+\/[^/@]+|[^/@]+)/.exec(name)?.[0] ?? "");
  return [...new Set(owners)].filter((name) => name && !name.startsWith("node:"));
}

/**
 * The examples of a readme as one program, run from above to below. Each block sees the names of those before it and
 * may use them anew; a comment that says what comes out, or what is thrown, is checked. `before` has code that goes ahead
 * of blocks, by their number.
 */
export function codeOf(readme, { before = {} } = {}) {
  const blocks = [...readme.matchAll(BLOCK)].flatMap(([, code], i) => [before[i] ?? "", code]);
  const opened = blocks.map((code) => `{\n${code.replace(IMPORT, importing).split("\n").map(checked).join("\n")}\n`);
  const { code } = transformSync(`${opened.join("")}${"}".repeat(blocks.length)}`, { loader: "ts", format: "esm" });
  return code;
}

/** The examples as a module for the compiler: imports together, and then each block inside of the one before. */
export function typedCodeOf(readme) {
  const blocks = [...readme.matchAll(BLOCK)].map(([, code]) => code);
  const imports = new Map();
  for (const [, isType, list = "", from] of blocks.flatMap((code) => [...code.matchAll(IMPORT)])) {
    const names = list
      .split(",")
      .map((name) => name.trim())
      .filter(Boolean);
    imports.set(
      from,
      new Set([...(imports.get(from) ?? []), ...names.map((name) => (isType ? `type ${name}` : name))]),
    );
  }
  const statements = [...imports].map(([from, names]) => `import { ${[...names].join(", ")} } from "${from}";`);
  const opened = blocks.map((code) => `{\n${code.replace(IMPORT, "")}`);
  return `${statements.join("\n")}\n${opened.join("")}${"}".repeat(blocks.length)}\n`;
}

/** The value `expression // value` gives, checked by `expectValue` and `expectError` of run-readme.mjs. */
function checked(line) {
  const [, throwing, name, message] = ERROR.exec(line) ?? [];
  if (throwing) return `expectError(() => ${throwing}, ${JSON.stringify(`${name}: ${message}`)});`;
  const [, expression, value] = VALUE.exec(line) ?? [];
  return expression && isJson(value) ? `expectValue(${expression}, ${JSON.stringify(value)});` : line;
}

function isJson(text) {
  try {
    JSON.parse(text.replaceAll(/(?<=\d)\.\.\./g, ""));
    return true;
  } catch {
    return false;
  }
}

/** An import as a statement that may stand in a block. */
function importing(_, isType, list, from) {
  if (isType) return "";
  const names = (list ?? "").split(",").map((name) => name.trim());
  const values = names.filter((name) => name && !name.startsWith("type ")).map((name) => name.replace(" as ", ": "));
  return `const { ${values.join(", ")} } = await import(${JSON.stringify(from)});`;
}
