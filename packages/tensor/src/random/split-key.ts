import { arange } from "../creation/ranges.ts";
import { bind } from "../primitive.ts";
import { slice } from "../primitives/slice-pad-concat.ts";
import { deriveKeys } from "./derive-keys.ts";
import { checkKey, type RandomKey } from "./random-key.ts";
import { SPLIT } from "./threefry.ts";

/** A list of `Count` keys: a tuple when the number is known to the compiler and small enough to be destructured. */
export type KeyList<Count extends number, Keys extends readonly RandomKey[] = []> = number extends Count
  ? RandomKey[]
  : Keys["length"] extends Count
    ? [...Keys]
    : Keys["length"] extends 32
      ? RandomKey[]
      : KeyList<Count, [...Keys, RandomKey]>;

/**
 * New keys, all different, whose numbers have nothing to do with each other or with those of the key itself. The
 * first ones do not depend on the count.
 *
 * Shapes: key [2] -> `count` keys [2], two without a count.
 * @throws RangeError unless count is an integer from 0 to 2^31 - 1; TypeError, DTypeError or ShapeError when it is no key.
 * @example const [forWeights, forDropout, next] = splitKey(key, 3)
 */
export function splitKey<const Count extends number = 2>(key: RandomKey, count?: Count): KeyList<Count>;
export function splitKey(key: RandomKey, count = 2): RandomKey[] {
  checkKey("splitKey", key);
  if ((count | 0) !== count || count < 0)
    throw new RangeError(`splitKey: the count is an integer from 0 to 2^31 - 1, got ${count}; round it?`);
  const [keys] = bind(deriveKeys, [key, arange(0, count)], { purpose: SPLIT });
  return Array.from({ length: count }, (_, i) => slice(keys, [i]));
}
