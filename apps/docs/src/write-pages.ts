import { mkdir, readFile, writeFile } from "node:fs/promises";
import { openDevice } from "@adjoint/gpu-kernels";
import type { Report } from "../../bench/src/json-report.ts";
import { accuracyPage } from "./accuracy-page.ts";
import { benchmarkPage } from "./benchmark-page.ts";
import { supportOf } from "./support-of.ts";
import { supportPage } from "./support-page.ts";

const app = new URL("../", import.meta.url);
const textOf = (path: string): Promise<string> => readFile(new URL(path, app), "utf8");

/** Writes the pages that are made from tables and measurements to `pages/reference/`. */
export async function writePages(): Promise<void> {
  const folder = new URL("pages/reference/", app);
  await mkdir(folder, { recursive: true });
  const device = await openDevice({ prefer: ["webasm"] });
  const pages = {
    support: supportPage(supportOf(device)),
    accuracy: accuracyPage({ wasm: await textOf("../../packages/wasm-kernels/README.md") }),
    benchmark: benchmarkPage(JSON.parse(await textOf("data/benchmark.json")) as Report), // written by the benchmark
  };
  device.dispose();
  for (const [name, text] of Object.entries(pages)) await writeFile(new URL(`${name}.md`, folder), text);
}
