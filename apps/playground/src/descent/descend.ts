import { hessian, valueAndGrad } from "@adjoint/autodiff";
import { applyUpdates, evaluationParameters } from "@adjoint/optimizers";
import { add, foldIn, multiply, normal, randomKey, slice, sum, type Tensor, tensor } from "@adjoint/tensor";
import { evaluateFormula } from "../formula/evaluate-formula.ts";
import type { Expression } from "../formula/expression.ts";
import type { RunSettings } from "./descent-settings.ts";
import { makeOptimizer, type Optimizer } from "./make-optimizer.ts";

/** Where a run is: a point and the loss there; or why it goes no further. */
export type Standing = { readonly x: number; readonly y: number; readonly loss: number } | { readonly failure: string };

/** What all runs share. */
export interface Course {
  readonly expression: Expression;
  readonly start: readonly [number, number];
  readonly noise: number;
  readonly seed: number;
  readonly steps: number;
}

/**
 * One run: its start, and the point after each step.
 *
 * The noise of a step is the same for all runs, as if they saw the same minibatch.
 */
export function* descend(
  { expression, start, noise, seed, steps }: Course,
  settings: RunSettings,
): Generator<Standing> {
  let optimizer: Optimizer;
  try {
    optimizer = makeOptimizer(settings, steps);
  } catch (error) {
    yield { failure: (error as Error).message };
    return;
  }
  const lossAt = (point: Tensor): Tensor => evaluateFormula(expression, slice(point, [0]), slice(point, [1]));
  const valueAndGradient = valueAndGrad(lossAt);
  const needsCurvature = settings.optimizer === "sophia";
  const isScheduleFree = settings.optimizer.startsWith("scheduleFree");
  const key = randomKey(seed);
  let point: Tensor = tensor(start, { dtype: "float64" });
  let state = optimizer.init(point);
  for (let step = 0; step <= steps; step++) {
    const shown = isScheduleFree && step > 0 ? evaluationParameters(point, state) : point;
    const [x, y] = shown.dataSync() as Float64Array;
    const [value, gradient] = valueAndGradient(point);
    yield { x: x!, y: y!, loss: shown === point ? value.item() : lossAt(shown).item() };
    const noisy =
      noise === 0 ? gradient : add(gradient, multiply(normal(foldIn(key, step), [2], { dtype: "float64" }), noise));
    try {
      const extra = needsCurvature ? { value, hessianDiagonal: curvatureOf(lossAt, point) } : { value };
      const [updates, next] = optimizer.update(noisy, state, point, extra);
      point = applyUpdates(point, updates);
      state = next;
    } catch (error) {
      yield { failure: (error as Error).message };
      return;
    }
  }
}

const IDENTITY = tensor(
  [
    [1, 0],
    [0, 1],
  ],
  { dtype: "float64" },
);

const curvatureOf = (lossAt: (point: Tensor) => Tensor, point: Tensor): Tensor =>
  sum(multiply(hessian(lossAt)(point), IDENTITY), { axis: 0 });
