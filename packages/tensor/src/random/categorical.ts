import { checkType } from "../check-type.ts";
import type { AlongAxis } from "../operations/log-sum-exp.ts";
import { argMax } from "../primitives/arg-max.ts";
import { add } from "../primitives/arithmetic.ts";
import type { Tensor } from "../tensor.ts";
import { gumbel } from "./gumbel.ts";
import type { RandomKey } from "./random-key.ts";

/**
 * Classes drawn with probabilities softmax(logits) along an axis: where logits + gumbel noise is largest. Logits of
 * -Infinity are never drawn, unless a row has nothing else: then class 0 is.
 *
 * Shapes: key [2], logits [...a, classes, ...b] -> int32 [...a, ...b].
 * @throws DTypeError unless the logits are floating-point; ShapeError without classes or for an axis out of range.
 * @see Maddison, Tarlow, Minka 2014, A* sampling, which calls it the Gumbel-Max trick
 * @example categorical(key, broadcastTo(logits, [1000, 10])) // a thousand draws from one distribution
 */
export function categorical(key: RandomKey, logits: Tensor, { axis = -1 }: AlongAxis = {}): Tensor {
  checkType("categorical", "float", logits.dtype);
  return argMax(add(logits, gumbel(key, logits.shape, { dtype: logits.dtype })), { axis });
}
