import { checkType, formatShape, onesLike, ShapeError, type Tensor } from "@adjoint/tensor";
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
    return [value, rebuild(tape.pull(sources, [loss], [onesLike(loss)]))];
  };

function scalarLoss(called: string, result: Loss): Tensor {
  const loss = findLoss("grad", called, result);
  if (loss.rank > 0)
    throw new ShapeError(`grad: the loss must be a scalar, got ${formatShape(loss.shape)}; take its mean or sum?`);
  checkType("grad: the loss", "float", loss.dtype);
  return loss;
}
