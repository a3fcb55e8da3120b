import { readFileSync } from "node:fs";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import * as metrics from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...all: unknown[]) => Promise<void>;

test("what the examples say comes out", async () => {
  const code = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block!).join("\n");
  const lines = code.split("\n").filter((line) => !line.startsWith("import "));
  const checked = lines.map((line) => line.replace(/^(.*\)); \/\/ (.*)$/, "check($1, $2);"));
  let checks = 0;
  const check = (got: unknown, wanted: unknown): void => {
    checks++;
    expect(got).toEqual(wanted);
  };
  const run = new AsyncFunction("check", "tensor", "accuracy", "confusionMatrix", "f1", checked.join("\n"));
  await run(check, tensor, metrics.accuracy, metrics.confusionMatrix, metrics.f1);
  expect(checks).toBe(4);
});

test("the table lists every function that is exported", () => {
  for (const name of Object.keys(metrics)) expect(readme).toMatch(new RegExp(`\`${name}(\`|\\()`));
});
