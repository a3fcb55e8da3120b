import { existsSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
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

/** A page in which a module runs, and the browser around it. */
export interface OpenPage {
  readonly page: Page;
  close(): Promise<void>;
}

/**
 * Bundles a module for a page, serves it and opens it in Chromium.
 * @throws Error when there is no Chromium.
 */
export async function openPage(entry: string): Promise<OpenPage> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `openPage: Chromium is needed at ${CHROMIUM}, got nothing; apt-get install chromium, or set CHROMIUM to where it is?`,
    );
  const server = await serve(await bundled(entry));
  const browser = await launch();
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`); // it listens on a port
  await page.waitForFunction("document.title === 'ready'").catch((cause: unknown) => {
    throw new Error(`openPage: the page did not start (${errors.join("; ")})`, { cause });
  });
  return {
    page,
    close: async () => {
      await browser.close();
      server.close();
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

async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
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
