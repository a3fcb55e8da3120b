import { DTypeError, formatShape, isFloat, ones, ShapeError, type Tensor } from "@adjoint/tensor";
import { findLoss, type Loss } from "./find-loss.ts";
import { ofArgument } from "./of-argument.ts";
import { traceFunction } from "./trace-function.ts";

/** What `valueAndGrad` does, before types. */
export const valueAndGradientOf =
  <R extends Loss>(f: (...inputs: unknown[]) => R, argument: number) =>
  (...inputs: unknown[]): [value: R, gradients: unknown] => {
    const { f: ofOne, param } = ofArgument("grad", f, argument, inputs);
    const { tape, sources, value, result, rebuild } = traceFunction("grad", ofOne, param, { called: f.name });
    const loss = scalarLoss(f.name, result);
    return [value, rebuild(tape.pull(sources, [loss], [ones([], loss.dtype)]))];
  };

function scalarLoss(called: string, result: Loss): Tensor {
  const loss = findLoss("grad", called, result);
  if (loss.rank > 0)
    throw new ShapeError(`grad: the loss must be a scalar, got ${formatShape(loss.shape)}; take its mean or sum?`);
  if (!isFloat(loss.dtype))
    throw new DTypeError(`grad: the loss must be of a floating-point type, got ${loss.dtype}; cast it?`);
  return loss;
}
