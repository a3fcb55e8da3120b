import { isFloat, type Tensor } from "@adjoint/tensor";

/** The floating-point inputs, and the operation as a function of them; its other inputs are kept. */
export function ofFloats(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
): { readonly floats: readonly Tensor[]; readonly f: (...varied: Tensor[]) => Tensor } {
  const floats = inputs.filter((x) => isFloat(x.dtype));
  return {
    floats,
    f: (...varied) => {
      let next = 0;
      return f(...inputs.map((x) => (isFloat(x.dtype) ? varied[next++]! : x)));
    },
  };
}
