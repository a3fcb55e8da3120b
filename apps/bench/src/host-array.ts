import { normal, type RandomKey, type Shape, uniform } from "@adjoint/tensor";

/** An array in plain memory, row-major: what every implementation makes its own arrays from. */
export class HostArray<V extends Float32Array | Int32Array = Float32Array | Int32Array> {
  readonly shape: Shape;
  readonly values: V;

  constructor(shape: Shape, values: V) {
    this.shape = shape;
    this.values = values;
  }
}

const sizeOf = (shape: Shape): number => shape.reduce((size, n) => size * n, 1);

export const filled = (shape: Shape, value: number): HostArray =>
  new HostArray(shape, new Float32Array(sizeOf(shape)).fill(value));

/** Spread evenly over [low, high). */
export const uniformArray = (key: RandomKey, shape: Shape, low: number, high: number): HostArray =>
  new HostArray(shape, uniform(key, shape, { low, high }).dataSync() as Float32Array); // float32 is the default

/** Of the normal distribution around 0. */
export const normalArray = (key: RandomKey, shape: Shape, standardDeviation: number): HostArray =>
  new HostArray(shape, normal(key, shape, { standardDeviation }).dataSync() as Float32Array); // float32 is the default

/** Whole numbers from 0 to count - 1. */
export const integerArray = (key: RandomKey, shape: Shape, count: number): HostArray =>
  new HostArray(shape, Int32Array.from(uniform(key, shape, { high: count }).dataSync()));
