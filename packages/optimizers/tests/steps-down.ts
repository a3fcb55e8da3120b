import { applyUpdates, type GradientTransform } from "../src/index.ts";
import type { Extras } from "../src/testing/catalogue.ts";
import type { PlaneFunction } from "../src/testing/smooth-functions.ts";

/** Steps until the loss has fallen to a thousandth of that at the start; undefined when `most` are not enough. */
export function stepsDown(
  optimizer: GradientTransform<unknown, Extras>,
  { start, valueAndGradient, hessianDiagonal }: PlaneFunction,
  most = 5000,
): number | undefined {
  let point: Float64Array = Float64Array.from(start);
  let state = optimizer.init(point);
  const goal = valueAndGradient(point)[0] / 1000;
  for (let steps = 0; steps <= most; steps++) {
    const [value, gradient] = valueAndGradient(point);
    if (value <= goal) return steps;
    if (!Number.isFinite(value)) return undefined;
    const extra = { value, valueAndGradient, hessianDiagonal: hessianDiagonal(point) };
    const [updates, next] = optimizer.update(gradient, state, point, extra);
    [point, state] = [applyUpdates(point, updates), next];
  }
  return undefined;
}
