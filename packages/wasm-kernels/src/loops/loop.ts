import type { Shape } from "@adjoint/tensor";
import type { AnyExpression } from "./expression.ts";
import type { ElementType } from "./lane-memory.ts";

/** An array that a loop reads. */
export interface LoopInput {
  /** Default float32. */
  readonly type?: ElementType;
  /** In elements, one for each axis of the loop: 0 where the array is broadcast. Default: contiguous. */
  readonly strides?: readonly number[];
}

/** An array that a loop writes. */
export interface LoopOutput extends LoopInput {
  /** The stride of the last axis is 1, or 0 for one element a row. */
  readonly value: AnyExpression;
  /**
   * The array holds float32 results of a reduction over axes whose strides are 0, and has an element for each place of the
   * others. Sums are kept in double precision until all are there.
   */
  readonly combine?: "sum" | "max" | "min";
}

/** A loop over all elements of a shape that writes several arrays at once. */
export interface Loop {
  readonly shape: Shape;
  readonly inputs: readonly LoopInput[];
  readonly outputs: readonly LoopOutput[];
}

/** A loop with nothing left to default, that was looked at or made to fit. */
export interface WholeLoop {
  readonly shape: Shape;
  readonly inputs: readonly Required<LoopInput>[];
  readonly outputs: readonly WholeOutput[];
}

export interface WholeOutput extends Required<LoopInput> {
  readonly value: AnyExpression;
  readonly combine?: LoopOutput["combine"] | undefined;
}
