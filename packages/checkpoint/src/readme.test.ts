import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as optimizers from "@adjoint/optimizers";
import * as tensors from "@adjoint/tensor";
import { expect, test } from "vitest";
import * as checkpoint from "./index.ts";
import { loadRun, saveRun } from "./node.ts";

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
  const [, expression, value] = /^([^/ ].*); \/\/ (["[{].*)$/.exec(line) ?? [];
  return expression ? `expect(${expression}).toEqual(${value}); count();` : line;
}

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...all: unknown[]) => Promise<void>;

test("what the readme says comes out", async () => {
  const folder = mkdtempSync(join(tmpdir(), "checkpoint-readme-"));
  const inFolder = {
    saveRun: (path: string, run: checkpoint.Run) => saveRun(join(folder, path), run),
    loadRun: (path: string) => loadRun(join(folder, path)),
  };
  let count = 0;
  const scope = { ...tensors, ...optimizers, ...checkpoint, ...inFolder, expect, count: () => count++ };
  for (const block of blocks) {
    const lines = block.split("\n").filter((line) => !line.startsWith("import "));
    const used = Object.entries(scope).filter(([name]) =>
      new RegExp(`\\b${name}\\b`).test(lines.join("\n") + "expect count"),
    );
    const code = lines.map(checked).join("\n");
    await new AsyncFunction(...used.map(([name]) => name), code)(...used.map(([, value]) => value));
  }
  rmSync(folder, { recursive: true });
  expect([blocks.length, count]).toEqual([3, 9]);
});

test("every function is in the table", () => {
  const table = readme.slice(readme.indexOf("## Functions"), readme.indexOf("## Types"));
  for (const name of [...Object.keys(checkpoint), "saveRun", "loadRun"]) expect(table).toContain(`\`${name}(`);
});
