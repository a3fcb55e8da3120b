import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as checkpoint from "./index.ts";
import * as node from "./node.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("every function is in the table", () => {
  const table = readme.slice(readme.indexOf("## Functions"), readme.indexOf("## Types"));
  for (const name of [...Object.keys(checkpoint), ...Object.keys(node)]) expect(table).toContain(`\`${name}(`);
});
