import { align, type Operand } from "../align.ts";
import { checkTensor } from "../check-tensor.ts";
import { loopPrimitive } from "../elementwise-loop.ts";
import { DTypeError } from "../errors.ts";
import { bind, type Primitive } from "../primitive.ts";
import { broadcastShapes } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { expandTo } from "./broadcast.ts";

const select: Primitive<readonly Tensor[], [Tensor], undefined> = /* @__PURE__ */ loopPrimitive<
  [number, number, number]
>({
  name: "where",
  loop: (out, at, end, condition, p, i, x, q, j, y, r, k) => {
    for (; at < end; p += i, q += j, r += k) out[at++] = condition[p] ? x[q]! : y[r]!;
  },
  // what was not selected gets a true 0, never 0 * NaN
  vjp: ([cotangent], [condition]) => [null, () => where(condition, cotangent, 0), () => where(condition, 0, cotangent)],
});

/**
 * x where the condition holds, else y, elementwise; all three broadcast. What is not selected reaches neither the
 * value nor the gradient, be it NaN.
 * @throws DTypeError unless the condition is `bool` and x and y are of one type.
 * @example where(less(x, 0), 0, x)
 */
export function where(condition: Tensor, x: Operand, y: Operand): Tensor {
  checkTensor("where", condition);
  if (condition.dtype !== "bool")
    throw new DTypeError(
      `where: the condition must be bool, got ${condition.dtype}; compare it, as in notEqual(x, 0)?`,
    );
  const [a, b] = align("where", "any", [x, y]) as [Tensor, Tensor];
  const shape = broadcastShapes("where", [condition.shape, a.shape]);
  return bind(select, [expandTo(condition, shape), expandTo(a, shape), expandTo(b, shape)], undefined)[0];
}
