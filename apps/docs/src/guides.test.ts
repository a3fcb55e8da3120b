import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { codeOf } from "../../../tooling/packages/readme-code.mjs";
import { checksSoFar, expectError, expectValue } from "../../../tooling/packages/readme-expectations.mjs";

const pages = new URL("../pages/", import.meta.url);
const guides = ["guide", "zh/guide"].flatMap((folder) =>
  readdirSync(new URL(folder, pages)).map((name) => `${folder}/${name}`),
);
const textOf = (guide: string): string => readFileSync(new URL(guide, pages), "utf8");

const AsyncFunction = (async () => {}).constructor as new (...parts: string[]) => (...all: unknown[]) => Promise<void>;
const load = (name: string): Promise<unknown> => import(/* @vite-ignore */ name);

test.each(guides)("what %s says comes out", async (guide) => {
  const before = checksSoFar();
  const code = codeOf(textOf(guide)).replaceAll("await import(", "await load(");
  await new AsyncFunction("load", "expectValue", "expectError", code)(load, expectValue, expectError);
  expect(checksSoFar()).toBeGreaterThan(before);
});

test("both languages have the same guides, with the same code", () => {
  const codeIn = (folder: string) =>
    guides
      .filter((guide) => guide.startsWith(`${folder}/`))
      .map((guide) => [
        guide.slice(folder.length),
        [...textOf(guide).matchAll(/```ts\n[^]*?```/g)].map(([code]) => code),
      ]);
  expect(codeIn("zh/guide")).toEqual(codeIn("guide"));
});

test.each(guides.filter((guide) => guide.includes("/from-")))(
  "the names of ours in the tables of %s are there",
  async (guide) => {
    const rows = [...textOf(guide).matchAll(/^\| .*`.* \| (.*) \| ([\w, /-]+) \|$/gm)];
    expect(rows.length).toBeGreaterThan(20);
    for (const [, ours, packages] of rows) {
      const modules = packages!.split(", ").map((name) => load(`@adjoint/${name}`) as Promise<object>);
      const exported = (await Promise.all(modules)).flatMap((names) => Object.keys(names));
      const named = [...ours!.matchAll(/`([a-z]\w*)`/g)].map(([, name]) => name);
      expect(exported).toEqual(expect.arrayContaining(named));
    }
  },
);
