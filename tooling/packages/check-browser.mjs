import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { differences } from "./differences.mjs";
import { runCommand } from "./run-command.mjs";

const executablePath = process.env.CHROMIUM ?? "/usr/bin/chromium";
const args = ["--no-sandbox", "--no-first-run", "--disable-background-networking"];

/** What our packages import of others, which a page without a bundler gets as one module each. */
const others = ["@bufbuild/protobuf/wire", "csv-parse/browser/esm/sync", "fflate"];

/**
 * In Chromium, the program gives the numbers that it gives in Node.js: from a plain `<script type="module">` with an
 * import map and no bundler, and in a worker from a bundle. All packages can be imported there. In a page that is
 * cross-origin isolated, threads share the work.
 */
export async function checkBrowser(packed, folder, { main, bundleOf }) {
  if (!existsSync(executablePath)) return [`Chromium is needed at ${executablePath}; set CHROMIUM to where it is?`];
  const wanted = JSON.parse(await runCommand(process.execPath, [main]));
  const server = createServer((request, response) => serve(folder, packed, request.url, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const browser = await chromium.launch({ executablePath, args });
  const problems = [];
  try {
    const asked = [
      ["/page", wanted],
      [`/worker?${bundleOf("esbuild").slice(folder.length)}`, wanted],
      ["/isolated", { isolated: true, ready: true, same: true }],
    ];
    for (const [path, numbers] of asked) {
      const page = await browser.newPage();
      page.on("pageerror", ({ message }) => problems.push(`${path}: ${message}`));
      await page.goto(`http://127.0.0.1:${server.address().port}${path}`);
      await page.waitForFunction("document.title !== ''", undefined, { timeout: 60_000 });
      const title = await page.title();
      if (!title.startsWith("{")) problems.push(`${path}: ${title}`);
      else problems.push(...differences(JSON.parse(title), numbers, path));
    }
  } finally {
    await browser.close();
    server.close();
  }
  return problems;
}

async function serve(folder, packed, url, response) {
  const [path, query] = url.split("?");
  const send = (type, body, headers) => response.writeHead(200, { "content-type": type, ...headers }).end(body);
  if (path === "/page") return send("text/html", page(packed, "program-main"));
  if (path === "/isolated") return send("text/html", page(packed, "program-threads"), isolation);
  if (path === "/worker") return send("text/html", workerPage(query));
  if (path.startsWith("/others/"))
    return send("text/javascript", await bundleOther(path.slice("/others/".length), folder));
  const file = join(folder, /\.m?js$/.test(path) ? path : `${path}.js`);
  if (!existsSync(file)) return response.writeHead(404).end();
  return send("text/javascript", readFileSync(file));
}

const isolation = { "cross-origin-opener-policy": "same-origin", "cross-origin-embedder-policy": "require-corp" };

const page = (
  packed,
  main,
) => `<!doctype html><meta charset="utf-8"><script type="importmap">${importMap(packed)}</script>
<script type="module">
try {
  for (const name of ${JSON.stringify(packed.map(({ manifest }) => manifest.name))}) await import(name);
  await import("/${main}.mjs");
} catch (error) { document.title = String(error); }
</script>`;

const workerPage = (bundle) => `<!doctype html><meta charset="utf-8"><script type="module">
const worker = new Worker("${bundle}", { type: "module" });
worker.onmessage = ({ data }) => { document.title = data; };
worker.onerror = ({ message }) => { document.title = message || "the worker failed"; };
</script>`;

function importMap(packed) {
  const ours = packed.flatMap(({ manifest: { name } }) => [
    [name, `/node_modules/${name}/dist/index.js`],
    [`${name}/`, `/node_modules/${name}/dist/`],
  ]);
  return JSON.stringify({ imports: Object.fromEntries([...ours, ...others.map((name) => [name, `/others/${name}`])]) });
}

async function bundleOther(name, resolveDir) {
  const stdin = { contents: `export * from ${JSON.stringify(name)}`, resolveDir };
  const { outputFiles } = await build({ stdin, bundle: true, format: "esm", platform: "browser", write: false });
  return outputFiles[0].text;
}
