import { add, DTypeError, formatShape, fromBuffer, multiply, sum, type Tensor } from "@adjoint/tensor";
import { jvp } from "./jvp.ts";
import { vjp } from "./vjp.ts";

export interface GradcheckOptions {
  /** How many derivatives to take: 1 or more; default 2. */
  readonly order?: number;
  /** The largest error allowed, relative to the largest entry of the gradient (and at least to 1); default 1e-6. */
  readonly tolerance?: number;
  /** The step of the differences, relative to max(1, |x|); default 1e-3. Stay this far from kinks, twice over. */
  readonly step?: number;
}

/** The derivative of a function is not what differences say. */
export class GradcheckError extends Error {
  override readonly name: string = "GradcheckError";
}

/**
 * Compares the derivatives of a function with central differences of fourth order, in float64: the gradient of
 * sum(f(inputs) * u) for a fixed u without structure, then in the same way the derivative of that gradient, up to
 * `order`. Also checks that the pullback is linear and that forward mode is its transpose.
 *
 * Returns the largest relative error seen.
 * @throws GradcheckError that says where a derivative is wrong; DTypeError unless the inputs are float64; TypeError
 * unless they are a list.
 * @example gradcheck((x) => multiply(x, sin(x)), [tensor([0.5, 2], { dtype: "float64" })])
 */
export function gradcheck(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  { order = 2, tolerance = 1e-6, step = 1e-3 }: GradcheckOptions = {},
): number {
  if (!Array.isArray(inputs))
    throw new TypeError("gradcheck: a list of inputs is needed, got something else; put brackets around it?");
  for (const { dtype } of inputs)
    if (dtype !== "float64")
      throw new DTypeError(`gradcheck: inputs must be float64, got ${dtype}; differences need its digits, cast them?`);
  let largest = 0;
  let checked = f;
  for (let k = 1; k <= order; k++) {
    largest = Math.max(largest, checkOnce(checked, inputs, tolerance, step, k));
    checked = projectedGradient(checked, inputs);
  }
  return largest;
}

function checkOnce(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  tolerance: number,
  step: number,
  order: number,
): number {
  const ofAll = (all: readonly Tensor[]): Tensor => f(...all);
  const [value, pullback] = vjp(ofAll, inputs);
  const weights = unstructured(value, 1);
  const gradients = pullback(weights);
  const objective = (moved: readonly Tensor[]): number => sum(multiply(ofAll(moved), weights)).item();
  const largest = inputs.map((_, k) => {
    const expected = differences(objective, inputs, k, step);
    return compare(`derivative ${order} for input ${k}`, gradients[k]!.dataSync(), expected, tolerance, inputs[k]!);
  });
  checkLinearity(value, pullback, inputs, tolerance, order);
  const tangents = inputs.map((x, k) => unstructured(x, 2 + k));
  const forward = sum(multiply(jvp(ofAll, inputs, tangents)[1], weights)).item();
  const backward = gradients.reduce((total, g, k) => total + sum(multiply(g, tangents[k]!)).item(), 0);
  compare(`forward mode of derivative ${order}`, [forward], [backward], tolerance, value);
  return Math.max(0, ...largest);
}

/** A rule that is not linear in its cotangent would make forward mode wrong without a word. */
function checkLinearity(
  value: Tensor,
  pullback: (cotangent: Tensor) => readonly Tensor[],
  inputs: readonly Tensor[],
  tolerance: number,
  order: number,
): void {
  const [u, v] = [unstructured(value, 3), unstructured(value, 4)];
  const together = pullback(add(multiply(u, -2), v));
  const [ofU, ofV] = [pullback(u), pullback(v)];
  together.forEach((got, k) => {
    const expected = add(multiply(ofU[k]!, -2), ofV[k]!).dataSync();
    compare(`linearity of derivative ${order} for input ${k}`, got.dataSync(), expected, tolerance, inputs[k]!);
  });
}

/** The gradient as one number a direction: what the next order is the derivative of. */
function projectedGradient(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
): (...all: Tensor[]) => Tensor {
  const directions = inputs.map((x, k) => unstructured(x, 7 + k));
  return (...all) => {
    const [value, pullback] = vjp((moved: readonly Tensor[]) => f(...moved), all);
    return pullback(unstructured(value, 1))
      .map((g, k) => sum(multiply(g, directions[k]!)))
      .reduce(add);
  };
}

/** d objective / d inputs[k], entry by entry: (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12 h. */
function differences(
  objective: (inputs: readonly Tensor[]) => number,
  inputs: readonly Tensor[],
  k: number,
  step: number,
): number[] {
  const base = Float64Array.from(inputs[k]!.dataSync());
  return Array.from(base, (x, i) => {
    const h = step * Math.max(1, Math.abs(x));
    const at = (move: number): number => {
      const values = Float64Array.from(base);
      values[i] = x + move;
      return objective(inputs.map((input, j) => (j === k ? fromBuffer(values, input) : input)));
    };
    return (8 * (at(h) - at(-h)) - (at(2 * h) - at(-2 * h))) / (12 * h);
  });
}

function compare(
  what: string,
  got: ArrayLike<number>,
  expected: ArrayLike<number>,
  tolerance: number,
  { shape }: Tensor,
): number {
  const scale = Array.from(expected).reduce((most, x) => Math.max(most, Math.abs(x)), 1);
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(got[i]! - expected[i]!) / scale;
    if (!(error <= tolerance))
      throw new GradcheckError(
        `gradcheck: ${what} of shape ${formatShape(shape)} is ${got[i]} at entry ${i}, differences say ${expected[i]}; check the rule, or move the input from a kink`,
      );
    largest = Math.max(largest, error);
  }
  return largest;
}

/** Fixed numbers in (-1, 1) without structure: multiples of the golden ratio, folded. */
function unstructured({ shape, dtype, size }: Tensor, seed: number): Tensor {
  const values = Float64Array.from(
    { length: size },
    (_, i) => 2 * (((i + 1 + 17 * seed) * 0.6180339887498949) % 1) - 1,
  );
  return fromBuffer(values, { shape, dtype });
}
