import { checkType, constantOf, formatShape, ShapeError } from "@adjoint/tensor";
import { mapLeaves } from "@adjoint/tree";
import { findLoss, type Loss } from "./find-loss.ts";
import { traceFunction } from "./trace-function.ts";

/** What `valueAndGrad` does, before types. */
export const valueAndGradientOf =
  <R extends Loss>(f: (...inputs: unknown[]) => R, argument: number) =>
  (...inputs: unknown[]): [value: R, gradients: unknown] => {
    const { tape, stands, value, result } = traceFunction("grad", f, inputs, argument);
    const loss = findLoss("grad", f.name, result);
    if (loss.rank > 0)
      throw new ShapeError(`grad: the loss must be a scalar, got ${formatShape(loss.shape)}; take its mean or sum?`);
    checkType("grad: the loss", "float", loss.dtype);
    return [value, mapLeaves(tape.pull([loss], [constantOf(loss, 1)]), stands)];
  };
