// Runs the examples of a readme in the folder it stands in, where packages are installed: run-readme.mjs CODE PACKAGE ...
// Names that an example does not import are those that the packages export.
import { readFileSync, writeFileSync } from "node:fs";
import { checksSoFar, expectError, expectValue } from "./readme-expectations.mjs";

const [file, ...packages] = process.argv.slice(2);
const code = readFileSync(file, "utf8");
const all = {};
for (const name of packages) Object.assign(all, await import(name));
const used = Object.keys(all).filter((name) => new RegExp(`\\b${name}\\b`).test(code));

Object.assign(globalThis, { all, expectValue, expectError });

const program = file.replace(/\.js$/, ".program.mjs");
writeFileSync(program, `const { ${used.join(", ")} } = globalThis.all;\n${code}`);
await import(program);
console.log(checksSoFar());
process.exit(0); // threads of a target may still wait for work
