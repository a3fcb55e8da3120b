import type { Shape } from "@adjoint/tensor";

/** A matrix, or many: how far an array goes from one element to the next. */
export interface Factor {
  readonly row: number;
  readonly column: number;
  /** Along the leading axes. */
  readonly lead: Shape;
  readonly offset: number;
}

/** Products of matrices that are in arrays, for a backend that has a kernel of its own for them. */
export interface Product {
  readonly lead: Shape;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly a: Factor;
  readonly b: Factor;
}
