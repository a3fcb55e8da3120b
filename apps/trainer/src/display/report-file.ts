import { access, constants, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { userPath } from "../data/read-file.ts";
import { UserError } from "../user-error.ts";

/** Where a report goes: where the user says, nowhere, or to a folder of reports under a name of its own. */
export const reportPath = (said: string | false | undefined, kind: string, task: string): string | undefined =>
  said === false ? undefined : userPath(said ?? `reports/${kind}-${safeName(task)}.html`);

const safeName = (name: string): string => name.replace(/^.*[\\/]/, "").replace(/\W+/g, "-");

/** Makes the folder of a report, before the work that it is to show. @throws UserError when none can be written there. */
export async function prepareReport(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await access(dirname(path), constants.W_OK);
  } catch (error) {
    throw cannotWrite(path, error);
  }
  const there = await stat(path).catch(() => undefined);
  if (there?.isDirectory()) throw new UserError(`--report ${path} is a folder; add the name of a file?`);
}

/** Writes a report; it appears whole or not at all. */
export async function writeReport(path: string, html: Promise<string>): Promise<void> {
  const part = `${path}.part`;
  try {
    await writeFile(part, await html);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw cannotWrite(path, error);
  }
}

const cannotWrite = (path: string, error: unknown): UserError =>
  new UserError(
    `--report ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}); choose another place?`,
  );
