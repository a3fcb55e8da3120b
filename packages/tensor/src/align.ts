import { checkTensor } from "./check-tensor.ts";
import { type Accepted, checkType } from "./check-type.ts";
import { type DType, holds } from "./dtype.ts";
import { DTypeError } from "./errors.ts";
import { constantOf } from "./internal/constant-of.ts";
import { expandTo } from "./primitives/broadcast.ts";
import { broadcastShapes } from "./shape.ts";
import type { Tensor } from "./tensor.ts";

/** What an elementwise operation takes: a number becomes a tensor of the type of those it meets. */
export type Operand = Tensor | number;

/** Operands of one type and one shape. */
export function align(name: string, accepts: Accepted, operands: readonly Operand[]): readonly Tensor[] {
  const tensors = operands.filter((operand) => typeof operand !== "number");
  const dtype = commonType(name, accepts, tensors);
  const shape = broadcastShapes(
    name,
    tensors.map((t) => t.shape),
  );
  return operands.map((operand) => {
    if (typeof operand !== "number") return expandTo(operand, shape);
    if (!holds(dtype, operand))
      throw new DTypeError(`${name}: ${dtype} does not hold ${operand}; cast the tensor first?`);
    return constantOf({ shape, dtype }, operand);
  });
}

/** The type that all tensors have (float32 where there are none). @throws TypeError for what is no tensor. */
export function commonType(name: string, accepts: Accepted, tensors: readonly Tensor[]): DType {
  const dtype = tensors[0]?.dtype ?? "float32";
  for (const t of tensors) {
    checkTensor(name, t);
    if (t.dtype !== dtype) throw new DTypeError(`${name}: types must match, got ${dtype} and ${t.dtype}; cast one?`);
  }
  checkType(name, accepts, dtype);
  return dtype;
}
