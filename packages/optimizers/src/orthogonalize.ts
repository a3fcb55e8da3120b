import {
  add,
  castTo,
  divide,
  greater,
  matmul,
  multiply,
  reshape,
  swapLastAxes,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { normOf } from "./global-norm.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkCount } from "./internal/check-count.ts";
import { type EmptyState, stateless } from "./stateless.ts";

export interface OrthogonalizeOptions {
  /** Newton-Schulz steps, from 1 up; default 5. */
  readonly steps?: number;
}

/** They raise small singular values fastest, at the price of ending between 0.68 and 1.14 instead of at 1. */
const [A, B, C] = [3.4445, -4.775, 2.0315];

/**
 * Each matrix by one with the same singular vectors and singular values near 1: X <- a X + b (X X^T) X + c (X X^T)^2 X from
 * X / |X|, five times with the coefficients (3.4445, -4.7750, 2.0315). A leaf of more axes counts as a matrix of its first
 * axis and all others; a matrix of zeros stays one.
 * @throws RangeError that names the path of a leaf without two axes.
 * @see Jordan et al. 2024, Muon: an optimizer for hidden layers in neural networks
 * @example chain({ momentum: trace({ decay: 0.95 }), orthogonal: orthogonalize(), rate: scaleByLearningRate(0.02) })
 */
export function orthogonalize({ steps = 5 }: OrthogonalizeOptions = {}): GradientTransform<EmptyState> {
  checkCount("orthogonalize: steps", steps);
  return stateless((gradients) =>
    mapTreeWithPath((path: string, g: Tensor) => {
      if (g.rank < 2)
        throw new RangeError(
          `orthogonalize: ${path || "the parameter"} must be a matrix, got ${g.rank} axes; give it to another part?`,
        );
      const [rows, ...columns] = g.shape;
      return reshape(newtonSchulz(reshape(g, [rows!, columns.reduce((n, m) => n * m)]), steps), g.shape);
    }, gradients),
  );
}

function newtonSchulz(g: Tensor, steps: number): Tensor {
  // the smaller product of the two
  if (g.shape[0]! > g.shape[1]!) return swapLastAxes(newtonSchulz(swapLastAxes(g), steps));
  const norm = normOf(g);
  let x = divide(g, castTo(where(greater(norm, 0), norm, 1), g.dtype));
  for (let step = 0; step < steps; step++) {
    const square = matmul(x, swapLastAxes(x));
    const polynomial = add(multiply(square, B), multiply(matmul(square, square), C));
    x = add(multiply(x, A), matmul(polynomial, x));
  }
  return x;
}
