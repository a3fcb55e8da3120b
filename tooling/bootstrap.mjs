// Runs a command of this workspace on a machine that has only Node.js and npm: installs what is missing first.
// usage: node tooling/bootstrap.mjs COMMAND [ARGUMENT ...]
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const binaries = join(root, "node_modules", ".bin");
const stamp = join(root, "node_modules", ".installed-for");
const shell = process.platform === "win32"; // npx and the links in .bin are .cmd files there

/** Everything that decides what stands in node_modules. */
function manifests() {
  const members = ["packages", "apps"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => join(root, folder, name, "package.json")),
  );
  const shared = ["package.json", "pnpm-workspace.yaml", "pnpm-lock.yaml"].map((name) => join(root, name));
  return [...shared, ...members].filter((file) => existsSync(file));
}

function fingerprint() {
  const hash = createHash("sha256");
  for (const file of manifests()) hash.update(file.slice(root.length)).update(readFileSync(file));
  return hash.digest("hex");
}

function install() {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const local = existsSync(join(binaries, "pnpm"));
  const [command, ...first] = local ? [join(binaries, "pnpm")] : ["npx", "-y", packageManager];
  const frozen = process.env.CI ? "--frozen-lockfile" : "--no-frozen-lockfile";
  process.stderr.write("Installing what this workspace needs (once) ...\n");
  // stdout belongs to the command that was asked for: the report of the installation goes to stderr
  const { status, error } = spawnSync(command, [...first, "install", frozen], {
    cwd: root,
    shell,
    stdio: ["ignore", 2, 2],
  });
  if (error) process.stderr.write(`bootstrap: ${command} did not start: ${error.message}\n`);
  if (status !== 0) process.exit(status ?? 1);
  writeFileSync(stamp, fingerprint());
}

if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== fingerprint()) install();

const [command, ...parameters] = process.argv.slice(2);
if (command) {
  const PATH = `${binaries}${delimiter}${process.env.PATH ?? ""}`;
  const child = spawn(command, parameters, { shell, stdio: "inherit", env: { ...process.env, PATH } });
  // The terminal sends Ctrl-C to the whole group: the child decides what to do with it, and its exit code is ours.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
    process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
  child.on("error", (error) => {
    process.stderr.write(`bootstrap: ${command} did not start: ${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}
