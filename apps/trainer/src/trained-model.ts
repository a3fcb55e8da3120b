import { restoreTree } from "@adjoint/checkpoint";
import { zeros } from "@adjoint/tensor";
import type { Task } from "./data/task.ts";
import type { Model, Tensors } from "./model.ts";
import type { SavedRun } from "./saved-run.ts";
import { type Settings, settingsOf } from "./settings.ts";
import { startOf } from "./training-state.ts";

/** A model to use: that of the best epoch of a run with early stopping, of the last step otherwise. */
export interface TrainedModel {
  readonly settings: Settings;
  readonly model: Model;
  readonly params: Tensors;
  readonly state: Tensors;
}

/** The model of a saved run, without the data that it was trained on. */
export function trainedModel({ task, choices, training }: SavedRun): TrainedModel {
  const settings = settingsOf(withoutData(task), choices);
  const like = startOf(withoutData(task), settings);
  const { params, state } = training.best ?? training;
  return {
    settings,
    model: settings.model,
    params: restoreTree(params, like.params),
    state: restoreTree(state, like.state),
  };
}

/** A task of one row, for what only looks at shapes. */
function withoutData(task: SavedRun["task"]): Task {
  const x = zeros([1, ...task.inputShape], task.kind === "text" ? "int32" : "float32");
  const examples = { x, y: x };
  return { ...task, train: examples, test: examples, inUnits: (t) => t, fingerprint: "" };
}
