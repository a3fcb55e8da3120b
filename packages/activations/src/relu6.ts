import { type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { saturate } from "./internal/saturate.ts";

/**
 * Rectified linear unit that ends at 6: min(max(x, 0), 6), elementwise.
 *
 * The gradient at 0 and at 6 is 0.
 * @good Bounded outputs survive low precision.
 * @bad No gradient above 6 either.
 * @use In small models that will be quantized.
 * @throws DTypeError unless x is of a floating-point type.
 * @see Krizhevsky 2010, Convolutional deep belief networks on CIFAR-10.
 * @example relu6(tensor([-1, 3, 8])) // 0 3 6
 */
export function relu6(x: Tensor): Tensor {
  checkInput("relu6", x);
  return saturate(x, 0, 6);
}
