import { checkTensor } from "./check-tensor.ts";
import { type Accepted, checkType } from "./check-type.ts";
import { allocate, type DType } from "./dtype.ts";
import { ShapeError } from "./errors.ts";
import { checkOptions } from "./internal/check-options.ts";
import { type RowLoop, runRows } from "./internal/run-rows.ts";
import { bind, type Primitive } from "./primitive.ts";
import { reshapeTo } from "./primitives/reshape.ts";
import { contiguousStrides, formatShape, normalizeAxes, type Shape, sizeOf } from "./shape.ts";
import { fromBuffer, type Tensor, viewOf } from "./tensor.ts";

export interface ReductionOptions {
  /** The axes to reduce, negative ones counted from the end; all of them by default. */
  readonly axis?: number | Shape | undefined;
  /** Keep the reduced axes, with size 1. */
  readonly keepDims?: boolean | undefined;
}
export type Reduction = (x: Tensor, options?: ReductionOptions) => Tensor;

type ReductionPrimitive = Primitive<[Tensor], [Tensor], { axes: Shape }>;

interface PrimitiveDefinition {
  readonly name: string;
  readonly dtype?: (input: DType) => DType;
  /** What a total begins with, and the result for no elements; an infinite one is no result: an empty axis throws. */
  readonly identity: number;
  /**
   * Takes a row of elements x[p] into the totals y[q], which are doubles. Along a reduced axis their step j is 0: all go
   * to one, which a loop of its own may hold in a variable.
   */
  readonly loop: RowLoop;
  readonly vjp: ReductionPrimitive["vjp"];
}

interface Definition extends Omit<PrimitiveDefinition, "vjp"> {
  readonly accepts?: Accepted;
  /** `cotangent` and `output` have the reduced axes dropped; `keep` brings them back with size 1. */
  readonly vjp: ((cotangent: Tensor, x: Tensor, output: Tensor, keep: (reduced: Tensor) => Tensor) => Tensor) | null;
}

/** Makes an operation that reduces some axes, in double precision. */
export function reduction({ accepts = "number", vjp, ...definition }: Definition): Reduction {
  const primitive = reductionPrimitive({
    ...definition,
    vjp:
      vjp &&
      (([cotangent], [x], [output], { axes }) => [
        () => vjp(cotangent, x, output, (t) => reshapeTo(t, keptAxes(x.shape, axes))),
      ]),
  });
  return alongAxes(primitive, accepts, Number.isFinite(definition.identity) ? undefined : checkSome);
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
  loop,
  vjp,
}: PrimitiveDefinition): ReductionPrimitive {
  const primitive: ReductionPrimitive = {
    name,
    shape: ([x], { axes }) => [{ shape: withoutAxes(x.shape, axes), dtype: dtype(x.dtype) }],
    kernel: ([x], { axes }, [spec]) => {
      const totals = new Float64Array(sizeOf(spec.shape)).fill(identity);
      const steps = contiguousStrides(keptAxes(x.shape, axes)).map((step, i) => (axes.includes(i) ? 0 : step));
      runRows(loop, x.shape, totals, [viewOf(x), { buffer: totals, strides: steps, offset: 0 }]);
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
