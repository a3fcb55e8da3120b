import { bind, type Primitive } from "../primitive.ts";
import { expandBatch } from "../primitives/broadcast.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";
import { threefry } from "./threefry.ts";

/**
 * A key for each number: its block, enciphered. Different numbers give different keys, since a cipher is a bijection.
 *
 * Shapes: key [...batch, 2], data [...batch, n] -> [...batch, n, 2].
 */
export const deriveKeys: Primitive<readonly Tensor[], [Tensor], { purpose: number }> = {
  name: "deriveKeys",
  shape: (inputs) => [{ shape: [...inputs[1]!.shape, 2], dtype: "int32" }],
  kernel: (inputs, { purpose }, [spec]) => {
    const keys = inputs[0]!.dataSync();
    const data = inputs[1]!.dataSync();
    const derived = new Int32Array(2 * data.length);
    const count = inputs[1]!.shape.at(-1)!;
    data.forEach((number: number, i: number) => {
      const at = 2 * Math.floor(i / count);
      threefry(keys[at]!, keys[at + 1]!, number, purpose, derived.subarray(2 * i, 2 * i + 2));
    });
    return [fromBuffer(derived, spec)];
  },
  vjp: null,
  batch: (inputs, batched, attributes, size) => bind(deriveKeys, expandBatch(inputs, batched, size), attributes),
};
