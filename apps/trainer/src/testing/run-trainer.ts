import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

export interface Outcome {
  readonly code: number | string | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Arguments that run the program from its source, as the scripts of the workspace do. */
export const trainerCommand = (...args: string[]): string[] => [
  "--conditions=@adjoint/source",
  "--import",
  import.meta.resolve("tsx"),
  main,
  ...args,
];

/** Runs the program in a process of its own. */
export const runTrainer = (args: readonly string[], folder: string = process.cwd()): Promise<Outcome> =>
  new Promise((resolve) => {
    const env = { ...process.env, INIT_CWD: folder, NO_COLOR: "1" };
    execFile(process.execPath, trainerCommand(...args), { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error ? (error.code ?? null) : 0, stdout, stderr });
    });
  });
