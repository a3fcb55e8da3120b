import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface Ended {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program from its source in a process of its own, as the script of the workspace does. */
export const runBench = (args: readonly string[], folder: string = process.cwd()): Promise<Ended> =>
  new Promise((resolve) => {
    const command = ["--conditions=@adjoint/source", "--import", import.meta.resolve("tsx"), main, ...args];
    const env = { ...process.env, INIT_CWD: folder };
    execFile(process.execPath, command, { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? null) : 0, stdout, stderr });
    });
  });
