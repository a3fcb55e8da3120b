import { commonType } from "../align.ts";
import { checkTensor } from "../check-tensor.ts";
import { checkType } from "../check-type.ts";
import { ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { multiply } from "../primitives/arithmetic.ts";
import { matmul } from "../primitives/matmul.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { pad, slice } from "../primitives/slice-pad-concat.ts";
import type { Reduction } from "../reduction.ts";
import { keptAxes } from "../reduction.ts";
import { formatShape, normalizeAxes, normalizeAxis } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { moveAxis } from "./axes.ts";

/** The inner product of two vectors of one size. @throws ShapeError unless they are; DTypeError for mixed types. */
export function dot(a: Tensor, b: Tensor): Tensor {
  checkPair("dot", a, b);
  if (a.rank !== 1 || b.rank !== 1)
    throw new ShapeError(
      `dot: two vectors are needed, got ${formatShape(a.shape)} and ${formatShape(b.shape)}; use matmul?`,
    );
  if (a.size !== b.size)
    throw new ShapeError(
      `dot: vectors need one size, got ${formatShape(a.shape)} and ${formatShape(b.shape)}; slice one?`,
    );
  return matmul(a, b);
}

/** All products of the elements of two tensors: [...s] and [...t] -> [...s, ...t]. @throws DTypeError for mixed types. */
export function outer(a: Tensor, b: Tensor): Tensor {
  checkPair("outer", a, b);
  return multiply(reshapeTo(a, [...a.shape, ...b.shape.map(() => 1)]), b);
}

function checkPair(name: string, a: Tensor, b: Tensor): void {
  checkTensor(name, a);
  checkTensor(name, b);
  commonType(name, "number", [a, b]);
}

/** The first `count` entries of the last axis, or those after them. */
const head = (x: Tensor, count: number): Tensor => slice(x, [...x.shape.slice(1).map(() => null), [0, count]]);
const tail = (x: Tensor, count: number): Tensor => slice(x, [...x.shape.slice(1).map(() => null), [count]]);

/**
 * The product over axes, in the type of x (integers wrap around); 1 for no elements. Halves are multiplied, so zeros need
 * no special derivative.
 */
export const prod: Reduction = (x, options = {}) => {
  const { axis, keepDims = false } = checkOptions("prod", options);
  checkTensor("prod", x);
  checkType("prod", "number", x.dtype);
  const axes = normalizeAxes("prod", axis, x.rank);
  const kept = x.shape.filter((_, i) => !axes.includes(i));
  let rest = axes.reduce((t, at, i) => moveAxis(t, at - i, -1), x);
  rest = reshapeTo(rest, [...kept, axes.reduce((n, i) => n * x.shape[i]!, 1)]);
  const none = kept.map((): [number, number] => [0, 0]);
  if (rest.shape.at(-1) === 0) rest = pad(rest, [...none, [0, 1]], { value: 1 });
  while (rest.shape.at(-1)! > 1) {
    const half = Math.ceil(rest.shape.at(-1)! / 2);
    const odd = rest.shape.at(-1)! % 2;
    rest = multiply(head(rest, half), pad(tail(rest, half), [...none, [0, odd]], { value: 1 }));
  }
  return reshapeTo(rest, keepDims ? keptAxes(x.shape, axes) : kept);
};

/** The running product along an axis (default: the last), by doubling. Zeros need no special derivative. */
export function cumprod(x: Tensor, options: { readonly axis?: number } = {}): Tensor {
  const { axis = -1 } = checkOptions("cumprod", options);
  checkTensor("cumprod", x);
  checkType("cumprod", "number", x.dtype);
  const along = normalizeAxis("cumprod", axis, x.rank);
  let running = moveAxis(x, along, -1);
  const size = x.shape[along]!;
  const none = running.shape.slice(1).map((): [number, number] => [0, 0]);
  for (let reach = 1; reach < size; reach *= 2)
    running = multiply(running, pad(head(running, size - reach), [...none, [reach, 0]], { value: 1 }));
  return moveAxis(running, -1, along);
}
