import {
  broadcastShapes,
  broadcastTo,
  formatShape,
  isTensor,
  lessEqual,
  multiply,
  ShapeError,
  sameShape,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * Rectified linear unit with a trained leak: x where x > 0, else slope x, elementwise.
 *
 * Shapes: x [...s], slope of any shape that broadcasts to [...s] -> [...s]. One slope for each channel of images
 * [n, c, h, w] has the shape [c, 1, 1].
 * The gradient at 0 is the slope for x, and 0 for the slope.
 * @good The negative slope is learned.
 * @bad More parameters, which weight decay should leave alone.
 * @use In large image models with much data.
 * @throws ShapeError when the slope does not broadcast to x; DTypeError unless both are of one floating-point type;
 * TypeError when the slope is no tensor.
 * @see He, Zhang, Ren & Sun 2015, Delving deep into rectifiers, eq. 1.
 * @example prelu(x, params.slope)
 */
export function prelu(x: Tensor, slope: Tensor): Tensor {
  checkInput("prelu", x);
  checkSlope(slope, x);
  const isNegative = lessEqual(x, 0);
  // the slope never meets what is not below 0: in its gradient 0 * Infinity would be NaN
  const below = where(isNegative, x, 0);
  return where(isNegative, multiply(below, broadcastTo(slope, x.shape)), x);
}

function checkSlope(slope: Tensor, x: Tensor): void {
  if (!isTensor(slope))
    throw new TypeError(
      `prelu: the slope must be a tensor to train, got ${String(slope)}; use leakyRelu for a number?`,
    );
  if (!sameShape(broadcastShapes("prelu", [x.shape, slope.shape]), x.shape))
    throw new ShapeError(
      `prelu: the slope must broadcast to ${formatShape(x.shape)}, got ${formatShape(slope.shape)}; reshape it?`,
    );
}
