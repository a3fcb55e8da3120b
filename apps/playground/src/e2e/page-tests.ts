import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { checkAccessibility } from "../testing/check-accessibility.ts";
import { eventually } from "../testing/eventually.ts";
import type { Playground } from "../testing/open-playground.ts";

/** Each page, with something on it that comes last. */
const pages = [
  { hash: "#/descent", ready: ".chart canvas" },
  { hash: "#/training", ready: ".chart canvas" },
  { hash: "#/reference?kind=losses&open=huber", ready: ".entry-graph canvas" },
] as const;

const chinese = { locale: "zh-CN" } as const;

const titleOf = (page: Page): Promise<string | null> => page.getByRole("heading", { level: 1 }).textContent();

export function pageTests(playground: () => Playground): void {
  for (const { hash, ready } of pages)
    test(`${hash}: nothing is in anybody's way, in both themes and languages`, async () => {
      const { page, complaints, leave } = await playground().visit(hash);
      const found: string[] = [];
      const check = async (): Promise<void> => {
        await page.waitForSelector(ready);
        found.push(...(await checkAccessibility(page)));
      };
      for (const summary of await page.locator(".run summary").all()) await summary.click();
      await check();
      await page.getByRole("button", { name: "Dark colours" }).click();
      await check();
      await page.getByRole("button", { name: "中文" }).click();
      await eventually(() => page.getAttribute("html", "lang")).toBe("zh-CN");
      await check();
      await page.getByRole("button", { name: "浅色" }).click();
      await check();
      expect(found).toEqual([]);
      expect(complaints).toEqual([]);
      await leave();
    });

  test("the keyboard goes through each page from top to bottom, and may skip to its content", async () => {
    for (const { hash, ready } of pages) {
      const { page, leave } = await playground().visit(hash);
      await page.waitForSelector(ready);
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      const stops: { readonly place: number; readonly isSeen: boolean }[] = [];
      for (let i = 0; i < 12; i++) {
        await page.keyboard.press("Tab");
        stops.push(
          await page.evaluate(() => {
            const { activeElement } = document;
            const { width, height, left } = activeElement!.getBoundingClientRect();
            const place = [...document.querySelectorAll("*")].indexOf(activeElement!);
            return { place, isSeen: width > 0 && height > 0 && left >= 0 };
          }),
        );
      }
      expect(stops.every(({ isSeen }) => isSeen)).toBe(true);
      expect(stops.map(({ place }) => place)).toEqual(stops.map(({ place }) => place).sort((a, b) => a - b));
      expect(new Set(stops.map(({ place }) => place)).size).toBe(stops.length);
      await page.getByRole("link", { name: "Skip to the content" }).focus();
      await page.keyboard.press("Enter");
      await eventually(() => page.evaluate(() => document.activeElement?.id)).toBe("main");
      await leave();
    }
  });

  test("a phone shows all of it without scrolling sideways", async () => {
    for (const { hash, ready } of pages) {
      const { page, leave } = await playground().visit(hash, { viewport: { width: 360, height: 740 }, hasTouch: true });
      await page.waitForSelector(ready);
      await eventually(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
      await leave();
    }
  });

  test("the first load is less than 150 kB, and comes under a policy without eval", async () => {
    const { page, leave } = await playground().visit("icon.svg");
    const loaded: string[] = [];
    page.on("response", (response) => loaded.push(response.url()));
    await page.goto(playground().url);
    await page.waitForSelector(".chart canvas");
    await eventually(() => loaded.some((url) => url.includes("worker"))).toBe(true);
    const sizes = loaded.map(async (url) => {
      const path = new URL(url).pathname.replace(/^\/some\/where\//, "") || "index.html";
      return gzipSync(await readFile(`${playground().folder}/${path}`), { level: 9 }).length;
    });
    const total = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(total).toBeLessThan(150_000);
    const policy = await page.getAttribute("meta[http-equiv=Content-Security-Policy]", "content");
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
    await leave();
  });

  test("language and theme are chosen once", async () => {
    const { page, leave } = await playground().visit("#/descent");
    await page.getByRole("button", { name: "中文" }).click();
    await page.getByRole("button", { name: "深色" }).click();
    await eventually(() => titleOf(page)).toBe("优化器如何下山");
    await page.reload();
    await eventually(() => titleOf(page)).toBe("优化器如何下山");
    await eventually(() => page.getAttribute("html", "data-theme")).toBe("dark");
    await page.getByRole("button", { name: "English" }).click();
    await eventually(() => titleOf(page)).toBe("How optimizers go downhill");
    await leave();
  });

  test("a visitor whose browser speaks Chinese is spoken to in Chinese", async () => {
    const { page, leave } = await playground().visit("#/reference", chinese);
    await page.getByRole("link", { name: "下降" }).click();
    await eventually(() => titleOf(page)).toBe("优化器如何下山");
    await leave();
  });
}
