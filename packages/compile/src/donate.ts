import { fromBuffer, type Tensor } from "@adjoint/tensor";
import { emptyTensor } from "./empty-tensor.ts";
import type { Graph, Value } from "./graph.ts";

const REASON =
  "the tensor was donated to a compiled function, which may have written over it; use what that function returned";

/** From here on the tensor has no values; its memory is the program's. */
export const takeValues = (t: Tensor): void => emptyTensor(t, REASON);

/** The same values as a tensor of its own. */
export const renewed = (t: Tensor): Tensor =>
  t.view ? fromBuffer(t.view.buffer, t, t.view.strides, t.view.offset) : t;

/** The inputs that are in the arguments at these positions. */
export function donatedInputs({ inputs }: Graph, positions: readonly number[]): ReadonlySet<Value> {
  const isDonated = (path: string): boolean => positions.includes(Number.parseInt(path, 10));
  return new Set(inputs.filter(({ path }) => isDonated(path)).map(({ value }) => value));
}
