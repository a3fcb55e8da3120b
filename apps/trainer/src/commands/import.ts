import { join } from "node:path";
import { importTrained } from "../exported-step.ts";
import { prepareToSave, saveTraining } from "../saved-run.ts";

export interface ImportOptions {
  /** The file of the run. */
  readonly save?: string | undefined;
}

/** Makes a saved run of a step that was exported and trained elsewhere. */
export function importTraining(folder: string, checkpoint: string, options: ImportOptions): void {
  const { save = join(folder, "run.safetensors") } = options;
  const run = importTrained(folder, checkpoint);
  prepareToSave(save);
  saveTraining(save, run);
  process.stdout.write(`Saved to ${save}: see "trainer evaluate ${save}"\n`);
}
