import { accuracy } from "@adjoint/metrics";
import { cast, type Tensor } from "@adjoint/tensor";
import type { Examples, Task } from "./data/task.ts";
import type { Settings } from "./settings.ts";

export interface Evaluation {
  /** In the unit of the file for a regression, in nats a character for a text. */
  readonly loss: number;
  /** The part of the labels that is predicted; null for a regression. */
  readonly accuracy: number | null;
}

/** How good outputs are. */
export function evaluate(task: Task, { loss }: Settings, outputs: Tensor, { y }: Examples): Evaluation {
  if (task.kind !== "regression") return { loss: loss(outputs, y).item(), accuracy: accuracy(outputs, y) };
  // float64: the square of an error may be beyond float32 in the unit of the file
  const inUnits = (values: Tensor): Tensor => cast(task.inUnits(values), "float64");
  return { loss: loss(inUnits(outputs), inUnits(y)).item(), accuracy: null };
}
