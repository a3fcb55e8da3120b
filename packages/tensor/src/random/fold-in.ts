import { full } from "../creation/full.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { bind } from "../primitive.ts";
import { cast } from "../primitives/cast.ts";
import { reshape } from "../primitives/movement.ts";
import { formatShape } from "../shape.ts";
import { isTensor, type Tensor } from "../tensor.ts";
import { deriveKeys } from "./derive-keys.ts";
import { checkKey, type RandomKey } from "./random-key.ts";
import { FOLD } from "./threefry.ts";

/**
 * The key that belongs to a number, such as a step or the index of a layer: different numbers give different keys,
 * none of them one that `splitKey` gives.
 *
 * Shapes: key [2], data [] -> [2].
 * @throws RangeError unless a number is an integer from -2^31 to 2^31 - 1; DTypeError or ShapeError unless a tensor is
 * an `int32` or `uint8` scalar.
 * @example const noise = normal(foldIn(key, state.step), [batchSize])
 */
export function foldIn(key: RandomKey, data: number | Tensor): RandomKey {
  checkKey("foldIn", key);
  const [derived] = bind(deriveKeys, [key, reshape(asScalar(data), [1])], { purpose: FOLD });
  return reshape(derived, [2]);
}

function asScalar(data: number | Tensor): Tensor {
  if (!isTensor(data)) {
    if ((data | 0) !== data)
      throw new RangeError(`foldIn: the number is an integer from -2^31 to 2^31 - 1, got ${data}; fold in two parts?`);
    return full([], data, "int32");
  }
  if (data.dtype !== "int32" && data.dtype !== "uint8")
    throw new DTypeError(`foldIn: the number is int32 or uint8, got ${data.dtype}; cast it?`);
  if (data.rank > 0)
    throw new ShapeError(`foldIn: the number is a scalar, got shape ${formatShape(data.shape)}; vmap over it?`);
  return cast(data, "int32");
}
