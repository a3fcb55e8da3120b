import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { conformance } from "./testing/conformance.ts";
import { type OpenPage, openPage } from "./testing/open-page.ts";
import type { runCase } from "./testing/page.ts";

/** Of the page, in which the functions that it is given run. */
declare const page: { readonly runCase: typeof runCase };

let opened: OpenPage;
beforeAll(async () => {
  opened = await openPage(fileURLToPath(new URL("./testing/page.ts", import.meta.url)));
});
afterAll(() => opened?.close());

for (const backend of ["webgl2", "webgpu"] as const)
  test.each(conformance)(`${backend}: $name`, async ({ name }) => {
    const run = ([on, what]: readonly ["webgl2" | "webgpu", string]) => page.runCase(on, what);
    expect(await opened.page.evaluate(run, [backend, name] as const)).toBeUndefined();
  });
