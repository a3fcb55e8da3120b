import { checkTensor } from "../check-tensor.ts";
import { checkType } from "../check-type.ts";
import { checkOptions } from "../internal/check-options.ts";
import type { AlongAxis } from "../operations/log-sum-exp.ts";
import { argMax } from "../primitives/arg-max.ts";
import { add } from "../primitives/arithmetic.ts";
import { max } from "../primitives/minimum-maximum.ts";
import type { Tensor } from "../tensor.ts";
import { gumbel } from "./gumbel.ts";
import type { RandomKey } from "./random-key.ts";

/**
 * Classes drawn with probabilities softmax(logits) along an axis: where logits + gumbel noise is largest. Logits of
 * -Infinity are never drawn.
 *
 * Shapes: key [2], logits [...a, classes, ...b] -> int32 [...a, ...b].
 * @throws DTypeError unless the logits are floating-point; ShapeError without classes or for an axis out of range;
 * RangeError for a row of -Infinity alone or with NaN, which says nothing of probabilities. A traced function has no
 * values to check: there such a row gives some class.
 * @see Maddison, Tarlow, Minka 2014, A* sampling, which calls it the Gumbel-Max trick
 * @example categorical(key, broadcastTo(logits, [1000, 10])) // a thousand draws from one distribution
 */
export function categorical(key: RandomKey, logits: Tensor, options: AlongAxis = {}): Tensor {
  const { axis = -1 } = checkOptions("categorical", options);
  checkTensor("categorical", logits);
  checkType("categorical", "float", logits.dtype);
  const drawn = argMax(add(logits, gumbel(key, logits.shape, { dtype: logits.dtype })), { axis });
  const largest = max(logits, { axis });
  if (largest.view && largest.dataSync().some((x: number) => !(x > -Infinity)))
    throw new RangeError("categorical: each row needs a logit above -Infinity and no NaN, got another; mask fewer?");
  return drawn;
}
