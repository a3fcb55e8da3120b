import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { BASE, relocatedPage } from "./relocatable.ts";

test("a page names nothing by an absolute path, and tells its scripts where the site is", () => {
  const data = JSON.stringify(JSON.stringify({ base: BASE }));
  const html = `<head><link href="${BASE}assets/style.css"></head><script>data=${data}</script>`;
  const page = relocatedPage(html, "zh/guide/start.md");
  expect(page).not.toContain(BASE);
  expect(page).toContain('<link href="../../assets/style.css">');
  const [opening, settings] = [...page.matchAll(/<script>(.*?)<\/script>/g)].map(([, code]) => code!);
  const location = { href: "https://some.where/docs/v1/zh/guide/start.html" };
  const opened: { base?: string } = JSON.parse(runInNewContext(`${opening}; ${settings}`, { location, URL }) as string);
  expect(opened.base).toBe("/docs/v1/");
});
