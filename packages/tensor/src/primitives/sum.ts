import { sumTypeOf } from "../dtype.ts";
import { bind, type Primitive } from "../primitive.ts";
import { alongAxes, keptAxes, type Reduction, reductionPrimitive } from "../reduction.ts";
import { type Shape, sameShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { expandTo } from "./broadcast.ts";
import { reshapeTo } from "./reshape.ts";

const sumPrimitive: Primitive<[Tensor], [Tensor], { axes: Shape }> = /* @__PURE__ */ reductionPrimitive({
  name: "sum",
  dtype: sumTypeOf,
  identity: 0,
  loop: (_, at, end, x, p, i, y, q, j) => {
    if (j === 0) {
      let total = y[q]!;
      for (; at < end; at++, p += i) total += x[p]!;
      y[q] = total;
    } else for (; at < end; at++, p += i, q += j) y[q] = y[q]! + x[p]!;
  },
  vjp: ([cotangent], [x], _outputs, { axes }) => [
    () => expandTo(reshapeTo(cotangent, keptAxes(x.shape, axes)), x.shape),
  ],
});

/**
 * Sum over axes, accumulated in double precision; 0 for no elements. `bool` and `uint8` sum to `int32`.
 * @example sum(x, { axis: -1, keepDims: true })
 */
export const sum: Reduction = /* @__PURE__ */ alongAxes(sumPrimitive, "any");

/** The transpose of `expandTo`: sums over the axes that broadcasting to the shape of x would add or stretch. */
export function sumTo(x: Tensor, shape: Shape): Tensor {
  if (sameShape(x.shape, shape)) return x;
  const axes = [...x.shape.keys()].filter((i) => x.shape[i] !== shape.at(i - x.rank));
  return reshapeTo(bind(sumPrimitive, [x], { axes })[0], shape);
}
