import { terminalChart } from "../display/terminal-chart.ts";
import { resultSentence, sizeSentence } from "../display/training-sentences.ts";
import { exportStep } from "../exported-step.ts";
import { interruptible } from "../interruption.ts";
import { prepareToSave } from "../saved-run.ts";
import type { SavingOptions } from "../train-options.ts";
import { newJob, resumedJob, runJob, savedRun } from "../training-job.ts";
import { recordOf } from "../training-record.ts";
import { startOf } from "../training-state.ts";

/** Trains one model and says how good it is. `said` are the options that the user wrote. */
export async function train(
  dataset: string | undefined,
  options: SavingOptions,
  said: readonly string[],
): Promise<void> {
  const job = options.resume === undefined ? await newJob(dataset, options) : await resumedJob(dataset, options, said);
  const { task, settings } = job;
  if (options.export !== undefined) {
    const { exportSteps: steps, exportDevices: devices } = options;
    const training = job.from ?? startOf(task, settings);
    exportStep(options.export, savedRun(job, training), task, settings, { steps, devices });
    process.stdout.write(
      `Wrote ${options.export}: see "python3 packages/stablehlo/python/run.py ${options.export}/step.mlir --help"\n`,
    );
    return;
  }
  const save = options.save ?? options.resume;
  if (save !== undefined) prepareToSave(save);
  const output = options.json ? process.stderr : process.stdout;
  output.write(`${sizeSentence(task, settings)}\n`);
  const result = await interruptible((signal) => runJob(job, { ...options, save }, signal));
  output.write(`${terminalChart([{ name: "training loss", values: result.epochs.map(({ loss }) => loss) }])}\n\n`);
  output.write(`${resultSentence(task, settings, result)}\n`);
  if (save !== undefined) output.write(`Saved to ${save}: see "trainer evaluate ${save}"\n`);
  if (options.json) process.stdout.write(`${JSON.stringify(recordOf(task, settings, result))}\n`);
}
