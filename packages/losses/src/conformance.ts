import { cast, expandDims, formatShape, isFloat, ShapeError, slice, type Tensor, tensor } from "@adjoint/tensor";
import { ConformanceError, demand } from "@adjoint/tensor/testing";
import type { LossOptions } from "./loss-options.ts";

/** A loss with inputs to try it on: three examples or more along the first axis, float64, away from kinks. */
export interface ConformanceCase {
  readonly name: string;
  readonly loss: (inputs: readonly Tensor[], options?: LossOptions) => Tensor;
  readonly inputs: readonly Tensor[];
}

/** `gradcheck` of @adjoint/autodiff, which the caller hands in: this package does not need it. */
export type Gradcheck = (f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]) => unknown;

/**
 * The loss follows the rule of all losses: "sum" and "mean" are those of "none", weights multiply, what is masked
 * reaches neither value nor gradient, nothing at all has the mean 0, shapes never broadcast, float32 agrees, and the
 * derivatives are those of differences, to second order.
 * @throws ConformanceError that names the loss; GradcheckError.
 * @example checkLoss({ name: "cauchy", loss: ([p, t], options) => cauchy(p, t, options), inputs: [p, t] }, gradcheck)
 */
export function checkLoss(row: ConformanceCase, gradcheck: Gradcheck): void {
  checkReductions(row);
  checkMask(row);
  checkShapes(row);
  checkSingle(row);
  const floats = row.inputs.filter(({ dtype }) => isFloat(dtype));
  gradcheck((...moved) => row.loss(withFloats(row.inputs, moved)), floats);
  gradcheck((...moved) => row.loss(withFloats(row.inputs, moved), { reduction: "none" }), floats);
}

function checkReductions({ name, loss, inputs }: ConformanceCase): void {
  const none = loss(inputs, { reduction: "none" });
  const values = Array.from(none.dataSync());
  const count = inputs[0]!.shape[0]!;
  demand(
    none.shape[0] === count,
    `${name}: "none" must have an axis of ${count} examples, got ${formatShape(none.shape)}`,
  );
  const weights = tensor(Float64Array.from({ length: none.size }, (_, i) => 0.5 + ((i * 0.7) % 1)));
  const weighted = values.map((value, i) => value * weights.dataSync()[i]!);
  const total = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
  const given = { weights: reshaped(weights, none) };
  close(name, '"sum"', loss(inputs, { reduction: "sum" }), total(values));
  close(name, '"mean"', loss(inputs), total(values) / values.length);
  close(name, "weighted sum", loss(inputs, { ...given, reduction: "sum" }), total(weighted));
  close(name, "weighted mean", loss(inputs, given), total(weighted) / total(Array.from(weights.dataSync())));
  const nothing = inputs.map((x) => slice(x, [[0, 0]]));
  close(name, "mean of no examples", loss(nothing), 0);
}

/** The mean with the second example masked, and spoiled, is that of the others. */
function checkMask({ name, loss, inputs }: ConformanceCase): void {
  const none = loss(inputs, { reduction: "none" });
  const each = none.size / none.shape[0]!;
  const mask = Array.from({ length: none.size }, (_, i) => Math.floor(i / each) !== 1);
  const spoiled = inputs.map((x) => (isFloat(x.dtype) ? withNaN(x) : x));
  const kept = Array.from(none.dataSync()).filter((_, i) => mask[i]);
  const got = loss(spoiled, { where: reshaped(tensor(mask), none) });
  close(name, "mean of what a mask keeps", got, kept.reduce((a, b) => a + b, 0) / kept.length);
}

function checkShapes({ name, loss, inputs }: ConformanceCase): void {
  inputs.forEach((_, i) => {
    if (i === 0) return;
    const wrong = inputs.map((x, k) => (k === i ? expandDims(x, -1) : x));
    try {
      loss(wrong);
    } catch (error) {
      demand(error instanceof ShapeError, `${name}: shapes that differ must throw ShapeError, got ${String(error)}`);
      return;
    }
    throw new ConformanceError(
      `${name}: input ${i} with another axis must throw ShapeError, got a value; check shapes`,
    );
  });
}

function checkSingle({ name, loss, inputs }: ConformanceCase): void {
  const single = loss(inputs.map((x) => (isFloat(x.dtype) ? cast(x, "float32") : x)));
  demand(single.dtype === "float32", `${name}: of float32 it must be float32, got ${single.dtype}`);
  close(name, "float32 value", single, loss(inputs).item(), 1e-5);
}

function close(name: string, what: string, got: Tensor, wanted: number, tolerance = 1e-12): void {
  demand(
    got.size === 1,
    `${name}: its ${what} must be one number, got ${formatShape(got.shape)}; use elementwiseLoss or exampleLoss?`,
  );
  const value = got.item();
  const isClose = Math.abs(value - wanted) <= tolerance * Math.max(1, Math.abs(wanted));
  demand(isClose, `${name}: its ${what} must be ${wanted}, got ${value}; use elementwiseLoss or exampleLoss?`);
}

const reshaped = (values: Tensor, like: Tensor): Tensor =>
  tensor(values.dataSync(), { shape: like.shape, dtype: values.dtype });

function withNaN(x: Tensor): Tensor {
  const each = x.size / x.shape[0]!;
  const values = Float64Array.from(x.dataSync(), (value, i) => (Math.floor(i / each) === 1 ? Number.NaN : value));
  return tensor(values, { shape: x.shape });
}

function withFloats(inputs: readonly Tensor[], floats: readonly Tensor[]): readonly Tensor[] {
  const rest = [...floats];
  return inputs.map((x) => (isFloat(x.dtype) ? rest.shift()! : x));
}
