import type { Shape } from "@adjoint/tensor";

/** A layer in numbers, of one example. */
export interface Description {
  readonly name: string;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Numbers to learn, those of `children` included. */
  readonly parameters: number;
  /** Numbers in the state, those of `children` included. */
  readonly state: number;
  /**
   * Floating-point operations of matrix products and convolutions, a multiplication and an addition being two, those of
   * `children` included. What else a layer does is small beside them and not counted.
   */
  readonly flops: number;
  /** The layers that it is made of, by name. */
  readonly children: Readonly<Record<string, Description>>;
}
