import { argMax, cast, equal, mean, type Tensor } from "@adjoint/tensor";
import { applyPerceptron, type Perceptron } from "./multilayer-perceptron.ts";
import type { Settings } from "./settings.ts";
import type { Examples, Task } from "./task.ts";

export interface Evaluation {
  /** In the unit of the file for a regression. */
  readonly loss: number;
  /** The part of the labels that is predicted; null for a regression. */
  readonly accuracy: number | null;
}

export function evaluate(task: Task, settings: Settings, params: Perceptron, { x, y }: Examples): Evaluation {
  const outputs = applyPerceptron(params, x, settings.activation);
  // float64: the square of an error may be beyond float32 in the unit of the file
  const inUnits = (values: Tensor): Tensor =>
    task.kind === "regression" ? cast(task.inUnits(values), "float64") : values;
  const loss = settings.loss(inUnits(outputs), inUnits(y)).item();
  return { loss, accuracy: task.kind === "classification" ? accuracy(outputs, y) : null };
}

const accuracy = (outputs: Tensor, labels: Tensor): number =>
  mean(cast(equal(argMax(outputs, { axis: -1 }), labels), "float64")).item();
