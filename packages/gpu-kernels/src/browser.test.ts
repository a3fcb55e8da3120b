import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conformance } from "./testing/conformance.ts";
import { bundleForPage, type OpenBrowser, openBrowser } from "./testing/open-browser.ts";
import type { PageFunctions } from "./testing/page.ts";

/** Of the page, in which the functions that it is given run. */
declare const page: PageFunctions;

const isLong = process.env["ENDURANCE"] === "1";

let browser: OpenBrowser;
let opened: Page;
beforeAll(async () => {
  const script = await bundleForPage({ entryPoints: [fileURLToPath(new URL("./testing/page.ts", import.meta.url))] });
  browser = await openBrowser();
  opened = await browser.openPage(script);
});
afterAll(() => browser?.close());

describe.each(["webgl2", "webgpu"] as const)("%s", (backend) => {
  test.each(conformance)("$name", async ({ name }) => {
    const outcome = await opened.evaluate(([on, what]) => page.runCase(on, what), [backend, name] as const);
    expect(outcome).toBeUndefined();
  });

  test("in a Web Worker", async () => {
    const name = "a perceptron with Adam follows the CPU";
    const outcome = await opened.evaluate(([on, what]) => page.runCaseInWorker(on, what), [backend, name] as const);
    expect(outcome).toBeUndefined();
  });

  test("devices come and go", async () => {
    const count = isLong ? 200 : 20;
    const outcome = await opened.evaluate(([on, n]) => page.openMany(on, n), [backend, count] as const);
    expect(outcome).toBeUndefined();
  });

  // the last: on webgpu all devices of a page are one
  test("a device that was lost says so, and gives no zeros", async () => {
    const said = await opened.evaluate((on) => page.lose(on), backend);
    expect(said).toMatch(/^Error: web(?:gl2|gpu): the (?:device|context) was lost/);
  });
});
