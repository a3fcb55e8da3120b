import type { Tensor } from "@adjoint/tensor";
import type { Layer } from "./layer.ts";

/** Where a recurrent layer begins, and what it sees. */
export interface ScanOptions<C> {
  /** What it carries from the element before; default: zeros. */
  readonly carry?: C | undefined;
  /** `bool` [batch, time]: elsewhere the carry stays as it is and the output is 0. */
  readonly mask?: Tensor | undefined;
}

/** A layer that walks along a sequence, and carries C from element to element. */
export interface RecurrentLayer<P, C> extends Layer<P> {
  /**
   * All outputs and what is carried at the end, to go on from.
   *
   * Shapes: x [batch, time, inputs] -> outputs [batch, time, units], each tensor carried [batch, units].
   */
  scan(params: P, x: Tensor, options?: ScanOptions<C>): { readonly outputs: Tensor; readonly carry: C };
}

export interface RecurrentOptions {
  /** Numbers that are carried, and come out. */
  readonly units: number;
  /** The outputs of all elements, [batch, time, units], or that of the last one, [batch, units]; default "sequence". */
  readonly output?: "sequence" | "last";
  /** Does it walk from the last element to the first? Outputs stay beside their elements. Default: false. */
  readonly reverse?: boolean;
}
