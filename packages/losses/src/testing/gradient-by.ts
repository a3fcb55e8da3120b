import { onesLike, type Tensor } from "@adjoint/tensor";
import { numbersOf } from "./numbers-of.ts";

/** `vjp` of @adjoint/autodiff, which a test hands in: nothing but tests may import it. */
type Vjp = (f: (x: Tensor) => Tensor, x: Tensor) => readonly [Tensor, (cotangent: Tensor) => Tensor];

/** d sum(loss) / d inputs[argument], with 0 for -0. */
interface GradientOf {
  (loss: (a: Tensor, b: Tensor) => Tensor, inputs: readonly Tensor[], argument?: number): number[];
  (loss: (a: Tensor, b: Tensor, c: Tensor) => Tensor, inputs: readonly Tensor[], argument?: number): number[];
}

export const gradientBy =
  (vjp: Vjp): GradientOf =>
  (loss: (...all: Tensor[]) => Tensor, inputs: readonly Tensor[], argument = 0) => {
    const ofOne = (x: Tensor): Tensor => loss(...inputs.map((input, i) => (i === argument ? x : input)));
    const [value, pullback] = vjp(ofOne, inputs[argument]!);
    return numbersOf(pullback(onesLike(value)));
  };
