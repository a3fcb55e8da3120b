import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as operations from "./index.ts";
import { forAuthors } from "./testing/for-authors.ts";

/**
 * The examples of the readme, run one after the other as a reader would. A line `expression; // value` says what comes
 * out (`...` for digits left out), `expression; // SomeError: message` what is thrown.
 */
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);
const own = blocks.filter((code) => !code.includes("@adjoint/autodiff"));

const VALUE = /^([^/ ].*); \/\/ (\[.*\]|-?\d[\d.]*|"[^"]*")(?:[,:] .*)?$/;
const ERROR = /^([^/ ].*); \/\/ (\w+Error): (.*)$/;

/** One line as code that checks what it says. */
function checked(line: string): string {
  const [, throwing, name, message] = ERROR.exec(line) ?? [];
  if (throwing) return `expectError(() => ${throwing}, ${JSON.stringify(name)}, ${JSON.stringify(message)});`;
  const [, expression, value] = VALUE.exec(line) ?? [];
  return expression ? `expectValue(${expression}, ${JSON.stringify(value)});` : line;
}

let values = 0;
let errors = 0;
function expectValue(got: unknown, wanted: string): void {
  values++;
  const value: unknown = JSON.parse(wanted.replaceAll(/(?<=\d)\.\.\./g, ""));
  if (!/\d\.\.\./.test(wanted)) return expect(got).toEqual(value);
  const numbers = [got].flat();
  [value].flat().forEach((x, i) => {
    expect(numbers[i]).toBeCloseTo(x as number, 6); // only numbers end in dots
  });
}
function expectError(run: () => unknown, name: string, message: string): void {
  errors++;
  expect(run).toThrow(expect.objectContaining({ name, message }));
}

test("what the readme says comes out", async () => {
  await import("./fluent.ts");
  const code = own
    .flatMap((block) => block.split("\n"))
    .filter((line) => !line.startsWith("import ") && !line.startsWith("console.log"))
    .map((line) => checked(line).replace(/\((\w+): number\)/g, "($1)"))
    .join("\n");
  const names = Object.keys(operations);
  const AsyncFunction = (async () => {}).constructor as new (
    ...parts: string[]
  ) => (...all: unknown[]) => Promise<void>;
  const run = new AsyncFunction("expectValue", "expectError", ...names, code);
  await run(expectValue, expectError, ...Object.values(operations));
  expect([values, errors]).toEqual([37, 7]);
});

test("what the readme lists is there, and what is there is listed", () => {
  const table = readme.slice(readme.indexOf("## Operations"), readme.indexOf("## An operation"));
  const listed = new Set([...table.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
  const functions = Object.keys(operations).filter((name) => /^[a-z]/.test(name) && !name.endsWith("Primitive"));
  const others = ["asTensor", "fromBuffer", ...forAuthors];
  expect([...listed].sort()).toEqual(functions.filter((name) => !others.includes(name)).sort());
});
