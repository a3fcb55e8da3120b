import { vjp } from "@adjoint/autodiff";
import { onesLike, type Tensor, tensor } from "@adjoint/tensor";

/** The values of a tensor, with 0 for -0. */
export const numbersOf = (t: Tensor): number[] => Array.from(t.dataSync(), (x) => x + 0);

/** d sum(loss) / d inputs[argument], with 0 for -0. */
export function gradientOf(
  loss: (a: Tensor, b: Tensor) => Tensor,
  inputs: readonly Tensor[],
  argument?: number,
): number[];
export function gradientOf(
  loss: (a: Tensor, b: Tensor, c: Tensor) => Tensor,
  inputs: readonly Tensor[],
  argument?: number,
): number[];
export function gradientOf(
  loss: (...all: readonly Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  argument = 0,
): number[] {
  const [value, pullback] = vjp(
    (x: Tensor) => loss(...inputs.map((input, i) => (i === argument ? x : input))),
    inputs[argument]!,
  );
  return numbersOf(pullback(onesLike(value)));
}

type Values = number | readonly Values[];

/** Tensors in double precision, and of labels. */
export const doubles = (values: Values): Tensor => tensor(values, { dtype: "float64" });
export const integers = (values: Values): Tensor => tensor(values, { dtype: "int32" });

/** |x - y| / |y|, and 0 for equals. */
export const relative = (x: number | undefined, y: number): number =>
  x === y ? 0 : Math.abs((x ?? Number.NaN) - y) / Math.abs(y);
