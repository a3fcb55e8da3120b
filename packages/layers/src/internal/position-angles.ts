import { cast, type DType, type Tensor, tensor } from "@adjoint/tensor";

/** Which positions, and how fast pairs of numbers turn. */
interface Positions {
  readonly start: number;
  readonly length: number;
  readonly width: number;
  readonly base: number;
}

/** Angles t base^(-2 i / width) of positions t and pairs i: [length, width / 2]. @throws RangeError unless base is positive. */
export function positionAngles(name: string, { start, length, width, base }: Positions, dtype: DType): Tensor {
  if (!(base > 0)) throw new RangeError(`${name}: base must be positive, got ${base}; try 10000?`);
  const pairs = width / 2;
  // in float64: a late position times a speed would be off by whole turns' digits in float32
  const angles = Float64Array.from({ length: length * pairs }, (_, at) => {
    const turn = (start + Math.floor(at / pairs)) * base ** ((-2 * (at % pairs)) / width);
    return turn % (2 * Math.PI);
  });
  return cast(tensor(angles, { shape: [length, pairs] }), dtype);
}
