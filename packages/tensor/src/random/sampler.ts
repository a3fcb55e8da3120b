import { allocate, type DType, isFloat, type Numbers } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { bind, type Primitive } from "../primitive.ts";
import { checkShape, type Shape, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";
import { checkKey, type RandomKey } from "./random-key.ts";

/** What is asked of a key: a shape, a type, and the parameters of the distribution. */
export interface Sample {
  readonly shape: Shape;
  readonly dtype: DType;
}

/** Fills `out` with the numbers of one key. */
type Fill<A> = (key0: number, key1: number, out: Numbers, attributes: A) => void;

interface Definition<A> {
  readonly name: string;
  readonly fill: Fill<A>;
}

/**
 * Makes a source of random numbers: a function of a key, a shape and parameters. It is a primitive without derivative
 * that runs on the host, so that its numbers are the same on every target.
 */
export function sampler<A extends Sample>({ name, fill }: Definition<A>): (key: RandomKey, attributes: A) => Tensor {
  // keys [...batch, 2] -> [...batch, ...shape]
  const primitive: Primitive<[RandomKey], [Tensor], A> = {
    name,
    shape: ([keys], { shape, dtype }) => [{ shape: [...keys.shape.slice(0, -1), ...shape], dtype }],
    kernel: ([keys], attributes, [spec]) => {
      const words = keys.dataSync();
      const out = allocate(spec.dtype, sizeOf(spec.shape));
      const size = sizeOf(attributes.shape);
      for (let i = 0, at = 0; i < words.length; i += 2, at += size)
        fill(words[i]!, words[i + 1]!, out.subarray(at, at + size), attributes);
      return [fromBuffer(out, spec)];
    },
    vjp: null,
    batch: (inputs, _, attributes) => bind(primitive, inputs, attributes),
  };
  return (key, attributes) => {
    checkKey(name, key);
    checkShape(name, attributes.shape);
    return bind(primitive, [key], attributes)[0];
  };
}

/** @throws DTypeError unless the type is a floating-point one. */
export function checkFloat(name: string, dtype: DType): void {
  if (!isFloat(dtype)) throw new DTypeError(`${name}: float32 or float64 is needed, got ${dtype}; cast the result?`);
}
