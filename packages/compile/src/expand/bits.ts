import { elementwisePrimitive, bind, full, type Primitive, type Tensor } from "@adjoint/tensor";

/** Of `int32` words, bit by bit. */
const xorPrimitive: Primitive<readonly Tensor[], [Tensor], undefined> = /* @__PURE__ */ elementwisePrimitive<
  [number, number]
>({ name: "bitwiseXor", compute: (x, y) => x ^ y, vjp: null });

/** Of `int32` words: zeros come in from the left. */
const shiftPrimitive: Primitive<readonly Tensor[], [Tensor], undefined> = /* @__PURE__ */ elementwisePrimitive<
  [number, number]
>({ name: "shiftRight", compute: (x, by) => x >>> by, vjp: null });

export const bitwiseXor = (x: Tensor, y: Tensor): Tensor => bind(xorPrimitive, [x, y], undefined)[0];

export const shiftRight = (x: Tensor, by: number): Tensor =>
  bind(shiftPrimitive, [x, full(x.shape, by, "int32")], undefined)[0];
