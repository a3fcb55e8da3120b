import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./root.mjs";
import { runCommand } from "./run-command.mjs";

/** What a release is made of; tests, applications and what was built before stay behind. */
const parts = [".changeset", ".gitignore", "package.json", "packages", "pnpm-workspace.yaml", "tooling/typescript"];
const leftBehind = new Set(["dist", ".vite", ".turbo"]);

/**
 * The packages as a release of today would publish them: in a copy of the workspace they get the versions of their
 * changesets, are built, packed, and unpacked again in `unpackedIn(folder)`, which is above no other folder.
 */
export async function packPackages(folder) {
  const workspace = copyWorkspace(join(folder, "workspace"));
  const run = (name, ...parameters) =>
    runCommand(join(root, "node_modules/.bin", name), parameters, { cwd: workspace });
  await commitAll(workspace);
  await run("changeset", "status");
  await run("changeset", "version");
  await run("pnpm", "-r", "--filter", "./packages/*", "run", "build");
  const tarballs = join(folder, "tarballs");
  await run("pnpm", "-r", "--filter", "./packages/*", "pack", "--pack-destination", tarballs);
  return Promise.all(readdirSync(tarballs).map((file) => unpack(join(tarballs, file), folder)));
}

/** Where the unpacked packages see each other, and nothing that is installed elsewhere sees them. */
export const unpackedIn = (folder) => join(folder, "unpacked");

function copyWorkspace(copy) {
  const filter = (path) => !leftBehind.has(basename(path));
  for (const part of parts)
    cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true, filter });
  mkdirSync(join(copy, "node_modules"));
  // what pnpm notes of a run belongs to the workspace that it ran in
  for (const name of readdirSync(join(root, "node_modules")).filter((one) => !one.startsWith(".pnpm-task")))
    symlinkSync(join(root, "node_modules", name), join(copy, "node_modules", name));
  return copy;
}

/** Changesets reads the history of the branch: here it begins with all that there is. */
async function commitAll(workspace) {
  const git = (...parameters) => runCommand("git", parameters, { cwd: workspace });
  await git("init", "--quiet", "--initial-branch", "main");
  await git("add", "--all");
  const author = ["-c", "user.name=release", "-c", "user.email=release@localhost", "-c", "commit.gpgsign=false"];
  await git(...author, "commit", "--quiet", "--message", "all");
}

async function unpack(tarball, folder) {
  const name = /^adjoint-(.*)-\d+\.\d+\.\d+.*\.tgz$/.exec(basename(tarball))[1];
  const to = join(unpackedIn(folder), "node_modules/@adjoint", name);
  mkdirSync(to, { recursive: true });
  await runCommand("tar", ["-xzf", tarball, "--strip-components=1", "-C", to]);
  return { name, tarball, folder: to, manifest: JSON.parse(readFileSync(join(to, "package.json"), "utf8")) };
}
