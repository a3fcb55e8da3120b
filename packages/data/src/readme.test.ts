import { readFileSync } from "node:fs";
import * as tensors from "@adjoint/tensor";
import { expect, test } from "vitest";
import * as data from "./index.ts";

/**
 * The examples of the readme, run as a reader would. A line `expression; // value` says in JSON what comes out,
 * `expression; // SomeError: message` what is thrown.
 */
const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const blocks = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code!);

/** One line as code that checks what it says. */
function checked(line: string): string {
  const [, throwing, message] = /^([^/ ].*); \/\/ \w+Error: (.*)$/.exec(line) ?? [];
  if (throwing) return `expect(() => ${throwing}).toThrow(${JSON.stringify(message)}); count();`;
  const [, expression, value] = /^([^/ ].*); \/\/ (["[{\d].*|true)$/.exec(line) ?? [];
  return expression && !/^(const|for) /.test(expression) ? `expect(${expression}).toEqual(${value}); count();` : line;
}

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...all: unknown[]) => Promise<void>;

test("what the readme says comes out", async () => {
  let count = 0;
  const scope = { ...tensors, ...data, expect, count: () => count++, step: () => {} };
  for (const block of blocks) {
    const names = [...block.matchAll(/^import \{(.*?)\}/gm)].flatMap(([, list]) =>
      list!.split(",").map((name) => name.trim()),
    );
    const used = [...names, "expect", "count", "step"];
    const lines = block.split("\n").filter((line) => !line.startsWith("import "));
    const values = used.map((name) => scope[name as keyof typeof scope]);
    await new AsyncFunction(...used, lines.map(checked).join("\n"))(...values);
  }
  expect([blocks.length, count]).toEqual([7, 21]);
});

test("every function is in the table", () => {
  const table = readme.slice(readme.indexOf("## Functions"), readme.indexOf("## Batches"));
  for (const name of Object.keys(data)) expect(table).toContain(`\`${name}(`);
});
