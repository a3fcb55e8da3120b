import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as metrics from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("the table lists every function that is exported", () => {
  for (const name of Object.keys(metrics)) expect(readme).toMatch(new RegExp(`\`${name}(\`|\\()`));
});
