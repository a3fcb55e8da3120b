import { mkdtempSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bundleForPage, openBrowser } from "@adjoint/gpu-kernels/testing/open-browser";
import { bundle } from "./bundle.ts";
import { type Contestant, startAnew, startContestant } from "./contestant.ts";
import { pageContestant } from "./page-contestant.ts";

/** Starts the implementations on a workload. */
type Start = (workload: string) => Promise<readonly Contestant[]>;

/** Where implementations run: makes everything ready for some of them, and clears up when they were used. */
export type Venue = (implementations: readonly string[], use: (start: Start) => Promise<void>) => Promise<void>;

/** Each in a process of its own. */
export const inProcesses: Venue = (implementations, use) => withPrograms(implementations, startContestant, use);

/** Each sample in a process of its own. */
export const inNewProcesses: Venue = (implementations, use) => withPrograms(implementations, startAnew, use);

async function withPrograms(
  implementations: readonly string[],
  start: (...of: Parameters<typeof startContestant>) => Contestant,
  use: (start: Start) => Promise<void>,
): Promise<void> {
  // where they find their packages
  const folder = mkdtempSync(fileURLToPath(new URL("../node_modules/.bundles-", import.meta.url)));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove); // on a signal, too
  try {
    const programs = await Promise.all(
      implementations.map(async (name) => [name, await bundle(name, folder)] as const),
    );
    await use(async (workload) => programs.map(([name, program]) => start(name, program, workload)));
  } finally {
    process.off("exit", remove);
    remove();
  }
}

/** Each in a page of its own of one browser. */
export const inPages: Venue = async (implementations, use) => {
  const browser = await openBrowser();
  try {
    const scripts = await Promise.all(implementations.map(async (name) => [name, await pageScript(name)] as const));
    await use((workload) =>
      Promise.all(
        scripts.map(async ([name, script]) => pageContestant(name, await browser.openPage(script), workload)),
      ),
    );
  } finally {
    await browser.close();
  }
};

const pageScript = (name: string): Promise<string> =>
  bundleForPage({
    stdin: {
      contents: `
        import { implementation } from "./implementations/${name}.ts";
        import { servePage } from "./serve-page.ts";
        import { workloads } from "./workloads.ts";
        servePage(implementation, workloads);`,
      resolveDir: fileURLToPath(new URL(".", import.meta.url)),
    },
  });
