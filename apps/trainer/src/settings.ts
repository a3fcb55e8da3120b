import { chain, clipByGlobalNorm, type GradientTransform } from "@adjoint/optimizers";
import type { Schedule } from "@adjoint/schedulers";
import { activations } from "./choices/activations.ts";
import { type Choices, decide, type Wishes } from "./choices/choices.ts";
import { type Loss, lossFor } from "./choices/losses.ts";
import { modelFor } from "./choices/models.ts";
import { optimizers } from "./choices/optimizers.ts";
import { schedules } from "./choices/schedules.ts";
import type { Task } from "./data/task.ts";
import type { Model } from "./model.ts";
import { chosen, UserError } from "./user-error.ts";

/** Choices, and what they make. */
export interface Settings {
  readonly choices: Choices;
  readonly model: Model;
  readonly loss: Loss;
  readonly schedule: Schedule;
  readonly optimizer: GradientTransform<unknown>;
}

export const settingsFor = (task: Task, wishes: Wishes): Settings => settingsOf(task, decide(task, wishes));

export function settingsOf(task: Task, choices: Choices): Settings {
  const { learningRate, batchSize, epochs } = choices;
  const model = modelOf(task, choices);
  const examples = task.train.x.shape[0]!;
  const run = { initial: learningRate, examples, batchSize: batchSize === "full" ? examples : batchSize, epochs };
  const schedule = chosen("--schedule", choices.schedule, schedules)(run);
  return { choices, model, loss: lossFor(task, choices.loss), schedule, optimizer: optimizerOf(choices, schedule) };
}

/** Weights that still fit into memory with their gradients and moments. */
const MOST_WEIGHTS = 50e6;

function modelOf(task: Task, { model: name, hidden, activation, dropout, heads }: Choices): Model {
  const [, { make }] = modelFor(task, name);
  const model = make(task, { hidden, activation: chosen("--activation", activation, activations), dropout, heads });
  const { parameters } = model.describe(task.inputShape);
  if (parameters > MOST_WEIGHTS)
    throw new UserError(
      `--model ${name} with --hidden ${hidden.join()} has ${parameters} weights, more than ${MOST_WEIGHTS}; choose a smaller --hidden`,
    );
  return model;
}

/** Gradients within the norm that is allowed, then the optimizer. */
function optimizerOf({ optimizer: name, clip, weightDecay }: Choices, schedule: Schedule): GradientTransform<unknown> {
  const optimizer = chosen("--optimizer", name, optimizers).make(schedule, weightDecay);
  return clip === null ? optimizer : chain({ clip: clipByGlobalNorm(clip), optimizer });
}
