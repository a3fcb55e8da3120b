import { checkTensor } from "./check-tensor.ts";
import { type Accepted, checkType } from "./check-type.ts";
import { allocate, type DType, type Numbers } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import { checkOptions } from "./internal/check-options.ts";
import { type RowLoop, runRows } from "./internal/run-rows.ts";
import { bind, type Primitive } from "./primitive.ts";
import { reshapeTo } from "./primitives/reshape.ts";
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

type ReductionPrimitive = Primitive<[Tensor], [Tensor], { axes: Shape }>;

interface PrimitiveDefinition {
  readonly name: string;
  readonly dtype?: (input: DType) => DType;
  /** The result for no elements at all; undefined: an empty axis throws. */
  readonly identity?: number;
  readonly fold: Fold;
  readonly vjp: ReductionPrimitive["vjp"];
}

interface Definition extends Omit<PrimitiveDefinition, "vjp"> {
  readonly accepts?: Accepted;
  /** `cotangent` and `output` have the reduced axes dropped; `keep` brings them back with size 1. */
  readonly vjp: ((cotangent: Tensor, x: Tensor, output: Tensor, keep: (reduced: Tensor) => Tensor) => Tensor) | null;
}

/** Makes an operation that reduces some axes by a fold in double precision. */
export function reduction({ accepts = "number", vjp, ...definition }: Definition): Reduction {
  const primitive = reductionPrimitive({
    ...definition,
    vjp:
      vjp &&
      (([cotangent], [x], [output], { axes }) => [
        () => vjp(cotangent, x, output, (t) => reshapeTo(t, keptAxes(x.shape, axes))),
      ]),
  });
  return alongAxes(primitive, accepts, definition.identity === undefined ? checkSome : undefined);
}

/** The operation on axes that a caller names. */
export function alongAxes(
  primitive: ReductionPrimitive,
  accepts: Accepted,
  check?: (name: string, shape: Shape, axes: Shape) => void,
): Reduction {
  const { name } = primitive;
  return (x, options = {}) => {
    const { axis, keepDims } = checkOptions(name, options);
    checkTensor(name, x);
    checkType(name, accepts, x.dtype);
    const axes = normalizeAxes(name, axis, x.rank);
    check?.(name, x.shape, axes);
    const [reduced] = bind(primitive, [x], { axes });
    return keepDims ? reshapeTo(reduced, keptAxes(x.shape, axes)) : reduced;
  };
}

function checkSome(name: string, shape: Shape, axes: Shape): void {
  if (onlyAxes(shape, axes).includes(0))
    throw new ShapeError(`${name}: an empty axis has no ${name}, got shape ${formatShape(shape)}; check the data?`);
}

/** The primitive alone, for axes that are ascending positions. */
export function reductionPrimitive({
  name,
  dtype = (input) => input,
  identity,
  fold,
  vjp,
}: PrimitiveDefinition): ReductionPrimitive {
  const primitive: ReductionPrimitive = {
    name,
    shape: ([x], { axes }) => [{ shape: withoutAxes(x.shape, axes), dtype: dtype(x.dtype) }],
    kernel: ([x], { axes }, [spec]) => {
      const inward = (list: Shape): Shape => [...withoutAxes(list, axes), ...onlyAxes(list, axes)];
      const totals = new Float64Array(sizeOf(spec.shape)).fill(identity ?? 0);
      const group = x.size / totals.length; // so many elements, one behind the other, become one
      const foldRow: RowLoop = (_, at, end, from, p, step) => {
        for (let count: number; at < end; at += count, p += step * count) {
          const done = at % group;
          const slot = (at - done) / group;
          count = Math.min(end - at, group - done);
          totals[slot] = fold(done ? totals[slot]! : (identity ?? from[p]!), from, p, step, count);
        }
      };
      const view = viewOf(x);
      runRows(foldRow, inward(x.shape), totals, [{ ...view, strides: inward(view.strides) }]);
      const out = allocate(spec.dtype, totals.length);
      out.set(totals);
      return [fromBuffer(out, spec)];
    },
    vjp,
    batch: ([x], _, { axes }) => bind(primitive, [x], { axes: axes.map((axis) => axis + 1) }),
  };
  return primitive;
}

/** A shape with only some axes, without them, or with size 1 in their place. */
export const onlyAxes = (shape: Shape, axes: Shape): Shape => axes.map((axis) => shape[axis]!);
export const withoutAxes = (shape: Shape, axes: Shape): Shape => shape.filter((_, i) => !axes.includes(i));
export const keptAxes = (shape: Shape, axes: Shape): Shape => shape.map((n, i) => (axes.includes(i) ? 1 : n));
