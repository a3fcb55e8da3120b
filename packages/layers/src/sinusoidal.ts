import {
  add,
  checkTensor,
  cos,
  type DType,
  formatShape,
  reshape,
  ShapeError,
  sin,
  stack,
  type Tensor,
} from "@adjoint/tensor";
import { defineLayer } from "./define-layer.ts";
import { checkExample } from "./internal/check-example.ts";
import { positionAngles } from "./internal/position-angles.ts";
import type { Layer, Nothing } from "./layer.ts";

export interface SinusoidalOptions {
  /** Wavelengths go from 2 pi to base times as much; default 10000. */
  readonly base?: number;
}

/**
 * Adds to each element of a sequence what tells its position t: number 2i gets sin(t base^(-2 i / width)), number 2i + 1
 * the cosine of that.
 *
 * Shapes: x [...b, time, width], width even -> [...b, time, width].
 * @throws ShapeError unless the width is even; RangeError unless base is positive.
 * @see Vaswani et al. 2017, Attention is all you need, section 3.5
 */
export function sinusoidal({ base = 10_000 }: SinusoidalOptions = {}): Layer<Nothing> {
  return defineLayer({
    name: "sinusoidal",
    outputShape: (inputShape) => {
      checkExample("sinusoidal", inputShape, 2, "[time, width]");
      checkEven(inputShape);
      return inputShape;
    },
    apply: (_params, x) => {
      checkTensor("sinusoidal", x);
      checkEven(x.shape);
      return add(x, waves(x.shape.at(-2)!, x.shape.at(-1)!, base, x.dtype));
    },
  });
}

function checkEven(shape: readonly number[]): void {
  if (shape.length < 2 || shape.at(-1)! % 2 !== 0)
    throw new ShapeError(
      `sinusoidal: [..., time, width] with an even width is needed, got ${formatShape(shape)}; choose another width?`,
    );
}

function waves(length: number, width: number, base: number, dtype: DType): Tensor {
  const angles = positionAngles("sinusoidal", { start: 0, length, width, base }, dtype);
  return reshape(stack([sin(angles), cos(angles)], { axis: -1 }), [length, width]);
}
