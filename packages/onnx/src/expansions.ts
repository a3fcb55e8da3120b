import { convolutionByTaps, type Expansion, type OperationInUse, paddedConvolution } from "@adjoint/compile";
import {
  abs,
  atan,
  cast,
  cos,
  divide,
  lessEqual,
  multiply,
  sin,
  subtract,
  sign,
  type Tensor,
  where,
} from "@adjoint/tensor";
import type { ConvolutionAxis } from "@adjoint/tensor/primitives/convolution";

/** What Newton's method makes of an arc tangent in single precision: twice the digits a step. */
function atanInDouble(x: Tensor): Tensor {
  const isInner = lessEqual(abs(x), 1);
  const inner = where(isInner, x, divide(1, where(isInner, 1, x)));
  let angle = cast(atan(cast(inner, "float32")), "float64");
  // tan(angle) - x, times the square of the cosine
  for (let step = 0; step < 2; step++)
    angle = subtract(angle, multiply(cos(angle), subtract(sin(angle), multiply(inner, cos(angle)))));
  return where(isInner, angle, subtract(multiply(sign(x), Math.PI / 2), angle));
}

/** Is nothing left to do but to slide the window? Then no padding is read, and no place of the window left out. */
export function isPlainConvolution({ inputs: [x, weights], attributes }: OperationInUse): boolean {
  const { axes } = attributes as { axes: readonly ConvolutionAxis[] };
  return axes.every(({ size, output, tap, input, shift }, i) => {
    const beyond = x!.shape[3 + i]! - ((size - 1) * output + (weights!.shape[3 + i]! - 1) * tap + 1);
    return output > 0 && tap > 0 && input === -1 && shift === 0 && beyond >= 0 && beyond < output;
  });
}

/** Ways that the engine needs besides those that are known. */
export const expansions: Readonly<Record<string, Expansion>> = {
  atan: ([x]) => [atanInDouble(x!)],
  convolution: (inputs, attributes, specs) =>
    (specs[0]!.dtype === "float32" ? paddedConvolution : convolutionByTaps)(inputs, attributes, specs),
  tan: ([x]) => [divide(sin(x!), cos(x!))],
};
