import { readFile } from "node:fs/promises";
import { isAbsolute, resolve } from "node:path";
import { UserError } from "../user-error.ts";

/** The folder that the user is in: npm runs scripts in that of the package. */
export const userFolder = (): string => process.env["INIT_CWD"] ?? process.cwd();

export const userPath = (path: string): string => (isAbsolute(path) ? path : resolve(userFolder(), path));

/** A file of UTF-8 text. `missing` is what to say when it is not there. @throws UserError when it cannot be read. */
export async function readTextFile(path: string, missing: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(userPath(path));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT") throw new UserError(missing);
    throw new UserError(`"${path}" cannot be read (${code ?? String(error)}); is it a file of text?`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`"${path}" is no UTF-8 text; save it in UTF-8?`);
  }
}
