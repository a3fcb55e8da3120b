import { readFileSync } from "node:fs";
import * as tensors from "@adjoint/tensor";
import { expect, test } from "vitest";
import * as metrics from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("what the examples say comes out", () => {
  const code = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, block]) => block!).join("\n");
  const lines = code.split("\n").filter((line) => !line.startsWith("import "));
  const checked = lines.map((line) => line.replace(/^(.*\)); \/\/ (.*)$/, "check($1, $2);"));
  const names = ["accuracy", "confusionMatrix", "f1"] as const;
  let checks = 0;
  const check = (got: unknown, wanted: unknown): void => {
    checks++;
    expect(got).toEqual(wanted);
  };
  new Function("check", "tensor", ...names, checked.join("\n"))(
    check,
    tensors.tensor,
    ...names.map((name) => metrics[name]),
  );
  expect(checks).toBe(4);
});

test("the table lists every function that is exported", () => {
  for (const name of Object.keys(metrics)) expect(readme).toMatch(new RegExp(`\`${name}(\`|\\()`));
});
