import { hinge, meanAbsoluteError, meanSquaredError, softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { multiply, oneHot, subtract, type Tensor } from "@adjoint/tensor";
import type { Task } from "../data/task.ts";
import { chosen, UserError } from "../user-error.ts";

/** outputs [n, k] and targets (labels [n] or values [n, 1]), or of a text [n, t, k] and [n, t] -> []. */
export type Loss = (outputs: Tensor, targets: Tensor) => Tensor;

/** Labels as targets of 0 and 1, one column a class. */
const indicators = (labels: Tensor, outputs: Tensor): Tensor => oneHot(labels, outputs.shape[1]!);

const forClasses: Readonly<Record<string, Loss>> = {
  "cross-entropy": softmaxCrossEntropyWithIntegerLabels,
  // one class against the rest: targets of -1 and 1
  hinge: (outputs, labels) => hinge(outputs, subtract(multiply(indicators(labels, outputs), 2), 1)),
  "mean-squared-error": (outputs, labels) => meanSquaredError(outputs, indicators(labels, outputs)),
  "mean-absolute-error": (outputs, labels) => meanAbsoluteError(outputs, indicators(labels, outputs)),
};

const forValues: Readonly<Record<string, Loss>> = {
  "mean-squared-error": (outputs, values) => meanSquaredError(outputs, values),
  "mean-absolute-error": (outputs, values) => meanAbsoluteError(outputs, values),
};

export const lossNames: readonly string[] = Object.keys(forClasses);

/** A text is classes, character by character. */
const forTexts: typeof forClasses = { "cross-entropy": softmaxCrossEntropyWithIntegerLabels };

const fitting: Readonly<Record<Task["kind"], typeof forClasses>> = {
  classification: forClasses,
  regression: forValues,
  text: forTexts,
};

export const defaultLoss = ({ kind }: Task): string => Object.keys(fitting[kind])[0]!;

export function lossFor(task: Task, name: string): Loss {
  const losses = fitting[task.kind];
  if (!Object.hasOwn(losses, name) && Object.hasOwn(forClasses, name))
    throw new UserError(
      `--loss ${name} is for classes, but ${task.name} ${task.kind === "text" ? "is a text" : "has values to predict"}; choose one of ${Object.keys(losses).join(", ")}`,
    );
  return chosen("--loss", name, losses);
}
