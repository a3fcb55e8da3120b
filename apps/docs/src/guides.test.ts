import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { codeOf, typedCodeOf } from "../../../tooling/packages/readme-code.mjs";
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

/** What a reader sets who asks the compiler to be strict, and no more. */
const readersSettings = {
  noUncheckedIndexedAccess: false,
  exactOptionalPropertyTypes: false,
  noUnusedLocals: false,
  noUnusedParameters: false,
  isolatedDeclarations: false,
  declaration: false,
  lib: ["es2022", "dom"],
};

test("the guides compile", async () => {
  const folder = mkdtempSync(fileURLToPath(new URL("../.guides-", import.meta.url)));
  const settings = {
    extends: "../../../tsconfig.json",
    compilerOptions: readersSettings,
    include: ["*.ts"],
    exclude: [],
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(settings));
  for (const guide of guides.filter((name) => name.startsWith("guide/")))
    writeFileSync(`${folder}/${guide.replace(/.*\//, "")}.ts`, typedCodeOf(textOf(guide)));
  const tsc = fileURLToPath(new URL("../../../node_modules/typescript/bin/tsc", import.meta.url));
  const said = await promisify(execFile)(process.execPath, [tsc, "-p", folder], { encoding: "utf8" }).then(
    ({ stdout }) => stdout,
    (error: { readonly stdout: string }) => error.stdout,
  );
  rmSync(folder, { recursive: true });
  expect(said).toBe("");
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
