import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conformance } from "./testing/conformance.ts";
import { DEVICES, PROGRAMS, ROWS, STEPS } from "./testing/endurance.ts";
import { bundleForPage, type OpenBrowser, openBrowser } from "./testing/open-browser.ts";
import type { PageFunctions } from "./testing/page.ts";

/** Of the page, in which the functions that it is given run. */
declare const page: PageFunctions;

let browser: OpenBrowser;
let opened: Page;
beforeAll(async () => {
  const script = await bundleForPage({ entryPoints: [fileURLToPath(new URL("./testing/page.ts", import.meta.url))] });
  browser = await openBrowser();
  opened = await browser.openPage(script);
});
afterAll(() => browser?.close());

test("a device that stopped to draw gives no zeros", async () => {
  const said = await opened.evaluate(() => page.stopDrawing());
  expect(said).toMatch(/^(?:Error: webgl2: the device was lost or stopped.*){2}$/);
});

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
    const outcome = await opened.evaluate(([on, n]) => page.openMany(on, n), [backend, DEVICES] as const);
    expect(outcome).toBeUndefined();
  });

  test.each([
    ["steps leave nothing behind", "trainLong", STEPS],
    ["programs leave nothing behind", "comeAndGo", PROGRAMS],
    ["large arrays are right to the last element", "computeLarge", ROWS],
  ] as const)("%s", async (_, name, count) => {
    const outcome = await opened.evaluate(([on, what, n]) => page.endure(on, what, n), [backend, name, count] as const);
    expect(outcome).toBeUndefined();
  });

  test("a device without memory says so", async () => {
    const said = await opened.evaluate((on) => page.runOutOfMemory(on), backend);
    expect(said).toMatch(/RangeError: webgl2: out of memory for an array|webgpu: the device refused .*no memory for a/);
  });

  // the last: on webgpu all devices of a page are one
  test("a device that was lost says so, and gives no zeros", async () => {
    const said = await opened.evaluate((on) => page.lose(on), backend);
    expect(said).toMatch(/^Error: web(?:gl2|gpu): the (?:device|context) was lost/);
  });
});
