import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as operations from "./index.ts";
import { forAuthors } from "./testing/for-authors.ts";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");

test("what the readme lists is there, and what is there is listed", () => {
  const table = readme.slice(readme.indexOf("## Operations"), readme.indexOf("## An operation"));
  const listed = new Set([...table.matchAll(/`(\w+)`/g)].map(([, name]) => name!));
  const functions = Object.keys(operations).filter((name) => /^[a-z]/.test(name) && !name.endsWith("Primitive"));
  const others = ["asTensor", "fromBuffer", ...forAuthors];
  expect([...listed].sort()).toEqual(functions.filter((name) => !others.includes(name)).sort());
});
