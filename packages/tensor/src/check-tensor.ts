import { checkList } from "./internal/check-list.ts";
import { describe } from "./internal/describe.ts";
import { isTensor, type Tensor } from "./tensor.ts";

/** @throws TypeError, in the name of an operation, unless the value is a tensor of this copy of the package. */
export function checkTensor(name: string, value: unknown): asserts value is Tensor {
  if (!isTensor(value))
    throw new TypeError(`${name}: a tensor is needed, got ${describe(value)}; make it one with tensor(...)?`);
}

/** The same for a list of tensors, which may be empty. */
export function checkTensors(name: string, values: unknown): asserts values is readonly Tensor[] {
  checkList(name, "tensors", values);
  for (const value of values as unknown[]) checkTensor(name, value); // a list, by the line above
}
