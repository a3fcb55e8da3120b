// Runs the examples of a readme in the folder it stands in, where packages are installed: run-readme.mjs CODE PACKAGE ...
// Names that an example does not import are those that the packages export.
import { deepStrictEqual, equal, ok, throws } from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";

const [file, ...packages] = process.argv.slice(2);
const code = readFileSync(file, "utf8");
const all = {};
for (const name of packages) Object.assign(all, await import(name));
const used = Object.keys(all).filter((name) => new RegExp(`\\b${name}\\b`).test(code));

let checks = 0;
function expectValue(got, wanted) {
  checks++;
  const numbers = JSON.parse(wanted.replaceAll(/(?<=\d)\.\.\./g, ""));
  compare(JSON.parse(JSON.stringify(got)), numbers, wanted);
}
function compare(got, wanted, text) {
  if (typeof wanted === "number" && typeof got === "number")
    return ok(Math.abs(got - wanted) <= 2e-7 * Math.max(1, Math.abs(wanted)), `${got} is not ${text}`);
  if (typeof wanted === "string" && wanted.endsWith("...")) return ok(got.startsWith(wanted.slice(0, -3)), got);
  if (!Array.isArray(wanted) || !Array.isArray(got)) return deepStrictEqual(got, wanted);
  equal(got.length, wanted.length, `${JSON.stringify(got)} is not ${text}`);
  wanted.forEach((one, i) => compare(got[i], one, text));
}
function expectError(run, wanted) {
  checks++;
  throws(run, (error) => wanted.includes("...") || `${error.name}: ${error.message}` === wanted);
}
Object.assign(globalThis, { all, expectValue, expectError });

const program = file.replace(/\.js$/, ".program.mjs");
writeFileSync(program, `const { ${used.join(", ")} } = globalThis.all;\n${code}`);
await import(program);
console.log(checks);
process.exit(0); // threads of a target may still wait for work
