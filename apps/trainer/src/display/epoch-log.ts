import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { userPath } from "../data/read-file.ts";
import type { EpochResult } from "../training-state.ts";
import { UserError } from "../user-error.ts";

const COLUMNS = [
  "epoch",
  "steps",
  "seconds",
  "learningRate",
  "loss",
  "testLoss",
  "testAccuracy",
  "validationLoss",
] as const satisfies readonly (keyof EpochResult)[];

const lineOf = (epoch: EpochResult): string => `${COLUMNS.map((name) => epoch[name] ?? "").join(",")}\n`;

/**
 * A CSV file with a row for each epoch, which grows as they come; what a run did before it was resumed stands first.
 * @throws UserError when it cannot be written.
 */
export function startLog(path: string, before: readonly EpochResult[]): (epoch: EpochResult) => void {
  const full = userPath(path);
  try {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, `${COLUMNS.join(",")}\n${before.map(lineOf).join("")}`);
  } catch (error) {
    throw new UserError(
      `--log ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}); choose another place?`,
    );
  }
  return (epoch) => appendFileSync(full, lineOf(epoch));
}
