import { targets } from "./choices/targets.ts";
import type { Task } from "./data/task.ts";
import { showLiveCurve } from "./display/live-curve.ts";
import { formatAccuracy, formatLoss } from "./display/results-table.ts";
import type { Settings } from "./settings.ts";
import { type TrainingOptions, type TrainingResult, trainModel } from "./train-model.ts";
import type { EpochResult } from "./training-state.ts";
import { chosen } from "./user-error.ts";

/** As for `trainModel`, with a target by its name. */
export interface ProgressOptions extends Omit<TrainingOptions, "target"> {
  readonly target: string;
}

/** Trains and shows how far it is. */
export async function trainWithProgress(
  task: Task,
  settings: Settings,
  options: ProgressOptions,
): Promise<TrainingResult> {
  const { optimizer, epochs } = settings.choices;
  const progress = showLiveCurve(
    optimizer.padEnd(16),
    epochs,
    options.from?.history.map(({ loss }) => loss),
  );
  let message = "";
  try {
    return await trainModel(task, settings, {
      target: await chosen("--target", options.target, targets)(),
      from: options.from,
      signal: options.signal,
      onEpoch: (result) => {
        options.onEpoch?.(result);
        progress.add(result.loss);
        message = epochMessage(task, result);
      },
      onStep: (state) => {
        options.onStep?.(state);
        progress.update(state.cursor.epoch + state.seen / task.train.x.shape[0]!, `epochs ${message}`);
      },
    });
  } finally {
    progress.stop();
  }
}

function epochMessage(task: Task, { loss, testLoss, testAccuracy }: EpochResult): string {
  if (task.kind === "text") return ` loss ${formatLoss(loss)}  test loss ${formatLoss(testLoss)}`;
  return ` loss ${formatLoss(loss)}${testAccuracy === null ? "" : `  test accuracy ${formatAccuracy(testAccuracy)}`}`;
}
