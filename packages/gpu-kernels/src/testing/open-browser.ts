import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build, type BuildOptions } from "esbuild";
import { type Browser, chromium, type Page } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";

/** In software, so that every machine gives the same; CHROMIUM_FLAGS replaces them where there is a GPU. */
const SOFTWARE = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--use-webgpu-adapter=swiftshader",
  "--enable-features=Vulkan,WebGPU",
];

/** A browser, which opens modules as pages. */
export interface OpenBrowser {
  /** Opens a page of its own, in which a module runs. */
  openPage(script: string): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Starts Chromium.
 * @throws Error when there is none.
 */
export async function openBrowser(): Promise<OpenBrowser> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `openBrowser: Chromium is needed at ${CHROMIUM}, got nothing; apt-get install chromium, or set CHROMIUM to where it is?`,
    );
  const browser = await launch();
  const servers: Server[] = [];
  return {
    openPage: async (script) => {
      const server = await serve(script);
      servers.push(server);
      const page = await browser.newPage();
      const errors: string[] = [];
      page.on("pageerror", (error) => errors.push(error.message));
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`); // it listens on a port
      await page.waitForFunction("document.title === 'ready'").catch((cause: unknown) => {
        throw new Error(`openPage: the page did not start (${errors.join("; ")})`, { cause });
      });
      return page;
    },
    close: async () => {
      await browser.close();
      for (const server of servers) server.close();
    },
  };
}

const launch = (): Promise<Browser> =>
  chromium.launch({
    executablePath: CHROMIUM,
    // without it there is no WebGPU
    ignoreDefaultArgs: ["--disable-gpu"],
    args: [
      "--no-sandbox",
      "--enable-unsafe-webgpu",
      "--no-first-run",
      "--disable-background-networking",
      ...(process.env["CHROMIUM_FLAGS"]?.split(" ") ?? SOFTWARE),
    ],
  });

/** A module and what it imports as one text, for a page. */
export async function bundleForPage(module: Pick<BuildOptions, "entryPoints" | "stdin">): Promise<string> {
  const { outputFiles } = await build({
    ...module,
    bundle: true,
    write: false,
    format: "esm",
    platform: "browser",
    target: "es2022",
    conditions: ["@adjoint/source"],
    external: ["gl", "worker_threads", "os"], // gpu.js asks for them, and does without
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}

/** A page that is isolated, so that it has threads and exact clocks. */
async function serve(script: string): Promise<Server> {
  const page = `<!doctype html><meta charset="utf-8"><script type="module" src="/module.js"></script>`;
  const server = createServer(({ url }, response) => {
    const isScript = url === "/module.js";
    response.writeHead(url === "/" || isScript ? 200 : 404, {
      "content-type": isScript ? "text/javascript" : "text/html",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-embedder-policy": "require-corp",
    });
    response.end(isScript ? `${script}\nif (typeof document !== "undefined") document.title = "ready";` : page);
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  return server;
}
