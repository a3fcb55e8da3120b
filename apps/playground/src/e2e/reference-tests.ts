import { expect, test } from "vitest";
import { eventually } from "../testing/eventually.ts";
import type { Playground } from "../testing/open-playground.ts";

export function referenceTests(playground: () => Playground): void {
  test("what is looked for is found, drawn, and follows its settings", async () => {
    const { page, complaints, leave } = await playground().visit("#/reference");
    await page.getByLabel("Search").fill("huber 1964");
    await eventually(() => page.locator(".entry").count()).toBe(1);
    await page.getByRole("button", { name: "huber" }).click();
    await page.waitForSelector(".entry-graph canvas");
    await eventually(() => page.locator(".entry math").count()).toBeGreaterThan(0);
    await eventually(() => page.locator(".entry pre").textContent()).toContain(
      'import { huber } from "@adjoint/losses";',
    );
    await page.getByLabel("delta").last().fill("-1");
    await page.locator(".entry-graph .error").waitFor();
    await eventually(() => page.locator(".entry-graph .error").textContent()).toMatch(
      /^huber: delta must be above 0, got -1/,
    );
    await page.getByLabel("delta").last().fill("2");
    await page.waitForSelector(".entry-graph canvas");
    expect(complaints).toEqual([]);
    await leave();
  });

  test("an optimizer is seen going downhill", async () => {
    const { page, leave } = await playground().visit("#/reference?open=lion");
    await page.getByRole("link", { name: "See it go downhill" }).click();
    await page.waitForSelector(".chart canvas");
    await eventually(() => page.locator(".run select").first().inputValue()).toBe("lion");
    await leave();
  });
}
