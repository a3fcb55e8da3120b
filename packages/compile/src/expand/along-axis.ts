import {
  add,
  arange,
  cast,
  equal,
  isFloat,
  isNaN,
  logicalOr,
  max,
  min,
  pad,
  reshape,
  type Shape,
  slice,
  type Tensor,
  where,
} from "@adjoint/tensor";
import type { Expansion } from "./expansion.ts";

/** 0, 1, ... along one axis of a shape, size 1 along the others. */
export const positionsAlong = (shape: Shape, axis: number): Tensor =>
  reshape(
    arange(0, shape[axis]!),
    shape.map((n, i) => (i === axis ? n : 1)),
  );

/** The first place of an extreme: the smallest of the positions that have it. A NaN is the extreme of its row. */
const positionOf =
  (extreme: typeof max): Expansion =>
  ([input], attributes) => {
    const { axis } = attributes as { axis: number };
    const x = isFloat(input!.dtype) ? input! : cast(input!, "int32");
    const found = extreme(x, { axis, keepDims: true });
    const isHit = isFloat(x.dtype) ? logicalOr(equal(x, found), isNaN(x)) : equal(x, found);
    return [min(where(isHit, positionsAlong(x.shape, axis), x.shape[axis]!), { axis })];
  };

/** Running sums by doubling: after each round an element holds the sum of twice as many. */
const cumsumByDoubling: Expansion = ([input], attributes, [spec]) => {
  const { axis } = attributes as { axis: number };
  let x = cast(input!, spec!.dtype);
  const size = x.shape[axis]!;
  for (let shift = 1; shift < size; shift *= 2) {
    const before = slice(
      x,
      x.shape.map((_, i) => (i === axis ? [0, size - shift] : null)),
    );
    x = add(
      x,
      pad(
        before,
        x.shape.map((_, i) => (i === axis ? [shift, 0] : [0, 0])),
      ),
    );
  }
  return [x];
};

/** Operations along an axis by reductions and shifts. */
export const alongAxis: Readonly<Record<string, Expansion>> = {
  argMax: positionOf(max),
  argMin: positionOf(min),
  cumsum: cumsumByDoubling,
};
