import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { build } from "vite";
import { serveFolder } from "./serve-folder.ts";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const APP = join(dirname(fileURLToPath(import.meta.url)), "../..");

/** As the page's own policy, so that workers stand under it too. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self' data: blob:";

/** The playground as visitors get it: built, served from a folder, in a browser. */
export interface Playground {
  readonly folder: string;
  readonly url: string;
  /** A visitor's page; what goes wrong in it is collected in `complaints`. */
  visit(hash: string, options?: BrowserContextOptions): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly complaints: readonly string[];
  leave(): Promise<void>;
}

export async function openPlayground(): Promise<Playground> {
  if (!existsSync(CHROMIUM))
    throw new Error(
      `openPlayground: Chromium is needed at ${CHROMIUM}, got nothing; apt-get install chromium, or set CHROMIUM to where it is?`,
    );
  const folder = await mkdtemp(join(tmpdir(), "adjoint-playground-"));
  await build({ root: APP, logLevel: "warn", build: { outDir: folder, emptyOutDir: true } });
  const served = await serveFolder(folder, { "content-security-policy": POLICY });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  return {
    folder,
    url: served.url,
    visit: (hash, options) => visit(browser, `${served.url}${hash}`, options),
    close: async () => {
      await browser.close();
      await served.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const FLAGS = [
  "--headless=new",
  "--no-sandbox",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    locale: "en-US",
    colorScheme: "light",
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints, leave: () => context.close() };
}
