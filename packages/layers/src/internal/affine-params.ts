import type { Shape, Tensor } from "@adjoint/tensor";
import { constant } from "../initializers/constant.ts";
import type { Fans, Initializer } from "../initializers/initializer.ts";
import type { Definitions } from "./initialize.ts";

/** Weights, and a bias unless there is none. */
export type AffineParams<B extends boolean> = B extends true
  ? { readonly weights: Tensor; readonly bias: Tensor }
  : { readonly weights: Tensor };

/** Settings of what multiplies by weights and adds a bias. */
export interface AffineOptions<B extends boolean> {
  /** Is something added? Default: true. */
  readonly bias?: B;
  /** Default: `glorotUniform()`. */
  readonly weightsInitializer?: Initializer;
  /** Default: zeros. */
  readonly biasInitializer?: Initializer;
}

/** Definitions of weights and of a bias for `outputs`. */
export const affineParameters = <B extends boolean>(
  { bias, weightsInitializer, biasInitializer = constant() }: AffineOptions<B> & { weightsInitializer: Initializer },
  weights: { readonly shape: Shape; readonly fans: Fans },
  outputs: number,
): Definitions<AffineParams<B>> => {
  const ofWeights = { ...weights, initializer: weightsInitializer };
  return (
    bias === false
      ? { weights: ofWeights }
      : { weights: ofWeights, bias: { shape: [outputs], initializer: biasInitializer } }
  ) as Definitions<AffineParams<B>>; // the type has a bias exactly where the setting is not false
};

/** The bias, if the parameters have one. */
export const biasOf = <B extends boolean>(params: AffineParams<B>): Tensor | undefined =>
  "bias" in params ? params.bias : undefined;
