import { checkTensor } from "./check-tensor.ts";
import { type Accepted, checkType } from "./check-type.ts";
import { allocate, type DType, type Numbers } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import { checkOptions } from "./internal/check-options.ts";
import { offsetsOf } from "./internal/offsets-of.ts";
import { rowsOf } from "./internal/rows-of.ts";
import { bind, type Primitive } from "./primitive.ts";
import { reshape } from "./primitives/movement.ts";
import { formatShape, normalizeAxes, type Shape, sizeOf } from "./shape.ts";
import { fromBuffer, type Tensor, viewOf } from "./tensor.ts";

export interface ReductionOptions {
  /** The axes to reduce, negative ones counted from the end; all of them by default. */
  readonly axis?: number | Shape | undefined;
  /** Keep the reduced axes, with size 1. */
  readonly keepDims?: boolean | undefined;
}
export type Reduction = (x: Tensor, options?: ReductionOptions) => Tensor;

/** Takes `count` more elements of a buffer, from `at` on in steps of `step`, into what is reduced so far. */
type Fold = (sofar: number, buffer: Numbers, at: number, step: number, count: number) => number;

interface Definition {
  readonly name: string;
  readonly accepts?: Accepted;
  readonly dtype?: (input: DType) => DType;
  /** The result for no elements at all; undefined: an empty axis throws. */
  readonly identity?: number;
  readonly fold: Fold;
  /** `cotangent` and `output` have the reduced axes dropped; `keep` brings them back with size 1. */
  readonly vjp: ((cotangent: Tensor, x: Tensor, output: Tensor, keep: (reduced: Tensor) => Tensor) => Tensor) | null;
}

/** Makes an operation that reduces some axes by a fold in double precision. */
export function reduction({ name, accepts = "number", dtype, identity, fold, vjp }: Definition): Reduction {
  const primitive: Primitive<[Tensor], [Tensor], { axes: Shape }> = {
    name,
    shape: ([x], { axes }) => {
      if (identity === undefined && axes.some((axis) => x.shape[axis] === 0))
        throw new ShapeError(
          `${name}: an empty axis has no ${name}, got shape ${formatShape(x.shape)}; check the data?`,
        );
      return [{ shape: withoutAxes(x.shape, axes), dtype: dtype ? dtype(x.dtype) : x.dtype }];
    },
    kernel: ([x], { axes }, [spec]) => {
      const { buffer, strides, offset } = viewOf(x);
      const out = allocate(spec.dtype, sizeOf(spec.shape));
      const starts = offsetsOf(spec.shape, withoutAxes(strides, axes), offset);
      const { rows, step, count } = rowsOf(onlyAxes(x.shape, axes), onlyAxes(strides, axes));
      for (let i = 0; i < out.length; i++) {
        let sofar = identity ?? buffer[starts[i]!]!;
        for (let row = 0; row < rows.length; row++) sofar = fold(sofar, buffer, starts[i]! + rows[row]!, step, count);
        out[i] = sofar;
      }
      return [fromBuffer(out, spec)];
    },
    vjp:
      vjp &&
      (([cotangent], [x], [output], { axes }) => [
        () => vjp(cotangent, x, output, (t) => reshape(t, keptAxes(x.shape, axes))),
      ]),
    batch: ([x], _, { axes }) => bind(primitive, [x], { axes: axes.map((axis) => axis + 1) }),
  };
  return (x, options = {}) => {
    const { axis, keepDims = false } = checkOptions(name, options);
    checkTensor(name, x);
    checkType(name, accepts, x.dtype);
    const axes = normalizeAxes(name, axis, x.rank);
    const [reduced] = bind(primitive, [x], { axes });
    return keepDims ? reshape(reduced, keptAxes(x.shape, axes)) : reduced;
  };
}

/** A shape with only some axes, without them, or with size 1 in their place. */
export const onlyAxes = (shape: Shape, axes: Shape): Shape => axes.map((axis) => shape[axis]!);
export const withoutAxes = (shape: Shape, axes: Shape): Shape => shape.filter((_, i) => !axes.includes(i));
export const keptAxes = (shape: Shape, axes: Shape): Shape => shape.map((n, i) => (axes.includes(i) ? 1 : n));
