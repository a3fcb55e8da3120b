import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as data from "./index.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("every function is in the table", () => {
  const table = readme.slice(readme.indexOf("## Functions"), readme.indexOf("## Batches"));
  for (const name of Object.keys(data)) expect(table).toContain(`\`${name}(`);
});
