import {
  add,
  checkTensor,
  checkType,
  concat,
  cos,
  formatShape,
  multiply,
  negate,
  ShapeError,
  sin,
  slice,
  type Tensor,
} from "@adjoint/tensor";
import { positionAngles } from "./internal/position-angles.ts";

export interface RotaryOptions {
  /** The first pair turns by 1 from place to place, the last by about 1 / base; default 10000. */
  readonly base?: number;
  /** The position of the first element; default 0. */
  readonly start?: number;
}

/**
 * Turns each pair of numbers by an angle that grows with the position: pair i of element t by t base^(-2 i / d). The
 * product of two vectors turned so depends on how far apart they are, not on where.
 *
 * Numbers i and i + d / 2 are a pair; that is the paper's form with its numbers in another order.
 *
 * Shapes: x [...b, time, d], d even -> [...b, time, d].
 * @throws ShapeError unless d is even; RangeError unless base is positive; DTypeError for integers.
 * @see Su et al. 2021, RoFormer: enhanced transformer with rotary position embedding, eq. 14 and 34
 * @example scaledDotProductAttention(rotary(q), rotary(k), v, { causal: true })
 */
export function rotary(x: Tensor, { base = 10_000, start = 0 }: RotaryOptions = {}): Tensor {
  checkTensor("rotary", x);
  checkType("rotary", "float", x.dtype);
  const width = x.shape.at(-1);
  if (x.rank < 2 || width === undefined || width % 2 !== 0)
    throw new ShapeError(`rotary: [..., time, d] with an even d is needed, got ${formatShape(x.shape)}; pad it?`);
  const angles = positionAngles("rotary", { start, length: x.shape.at(-2)!, width, base }, x.dtype);
  const both = concat([angles, angles], { axis: -1 });
  const half = (range: [number, number]): Tensor => slice(x, [...x.shape.slice(1).map(() => null), range]);
  const [first, second] = [half([0, width / 2]), half([width / 2, width])];
  const turned = concat([negate(second), first], { axis: -1 });
  return add(multiply(x, cos(both)), multiply(turned, sin(both)));
}
