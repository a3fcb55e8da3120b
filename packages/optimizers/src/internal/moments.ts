import { add, multiply, square, subtract, type Tensor, zerosLike } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { Tensors } from "../gradient-transform.ts";

/** Zeros for each parameter: where an accumulator begins. */
export const zerosOf = (params: Tensors): Tensors => mapTree(zerosLike, params);

/** average + (1 - decay) (value - average): one rounding less than decay * average + (1 - decay) * value. */
export const movingAverage = (average: Tensor, value: Tensor, decay: number): Tensor =>
  add(average, multiply(subtract(value, average), 1 - decay));

export const averageOf = (averages: Tensors, values: Tensors, decay: number): Tensors =>
  mapTree((average: Tensor, value: Tensor) => movingAverage(average, value, decay), averages, values);

export const averageOfSquares = (averages: Tensors, values: Tensors, decay: number): Tensors =>
  mapTree((average: Tensor, value: Tensor) => movingAverage(average, square(value), decay), averages, values);
