import { add, constantOf, multiply, square, subtract, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { Tensors } from "../gradient-transform.ts";

/** Zeros for each parameter: where an accumulator begins. */
export const zerosOf = (params: Tensors): Tensors => filledLike(params, 0);

/** One number for each parameter. */
export const filledLike = (params: Tensors, value: number): Tensors =>
  mapTree((p: Tensor) => constantOf(p, value), params);

/** average + (1 - decay) (value - average): one rounding less than decay * average + (1 - decay) * value. */
export const movingAverage = (average: Tensor, value: Tensor, decay: number): Tensor =>
  approach(average, value, 1 - decay);

/** from + weight (to - from). */
export const approach = (from: Tensor, to: Tensor, weight: Tensor | number): Tensor =>
  add(from, multiply(subtract(to, from), weight));

export const averageOf = (averages: Tensors, values: Tensors, decay: number): Tensors =>
  mapTree((average: Tensor, value: Tensor) => movingAverage(average, value, decay), averages, values);

export const averageOfSquares = (averages: Tensors, values: Tensors, decay: number): Tensors =>
  mapTree((average: Tensor, value: Tensor) => movingAverage(average, square(value), decay), averages, values);
