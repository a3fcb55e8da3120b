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

/** A factor whose lines, rows of a or columns of b, and slices of the depth go over several axes. */
export interface Side {
  readonly lines: Shape;
  readonly slices: Shape;
  /** Along the leading axes. */
  readonly lead: Shape;
  readonly offset: number;
}

/** The same as a product, over several axes each. */
export interface Contraction {
  readonly lead: Shape;
  readonly rows: Shape;
  readonly depth: Shape;
  readonly columns: Shape;
  readonly a: Side;
  readonly b: Side;
}
