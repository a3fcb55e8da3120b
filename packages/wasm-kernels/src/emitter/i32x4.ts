import { bytes, int32Bytes } from "./encode.ts";
import {
  type Binary,
  type ExtractLane,
  extractLane as extractLaneOf,
  type ReplaceLane,
  replaceLane as replaceLaneOf,
  type Unary,
  type Value,
  vectorInstruction,
} from "./value.ts";

/** The same integer in the four lanes. */
const constant = (value: number): Value<"v128"> => {
  const lane = int32Bytes(value);
  return { type: "v128", code: bytes(0xfd, 0x0c) + lane.repeat(4) };
};

export { constant as const };

type Shift = (x: Value<"v128">, bits: Value<"i32">) => Value<"v128">;

export const splat: Unary<"i32", "v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x11);
export const extractLane: ExtractLane<"i32"> = /* @__PURE__ */ extractLaneOf("i32", 0x1b);
export const replaceLane: ReplaceLane<"i32"> = /* @__PURE__ */ replaceLaneOf(0x1c);

export const equal: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x37);
export const notEqual: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x38);
export const less: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x39);
export const greater: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x3b);
export const lessEqual: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x3d);
export const greaterEqual: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x3f);

export const abs: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xa0);
export const negate: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xa1);
export const shiftLeft: Shift = /* @__PURE__ */ vectorInstruction("v128", 0xab);
export const shiftRight: Shift = /* @__PURE__ */ vectorInstruction("v128", 0xac);
export const shiftRightUnsigned: Shift = /* @__PURE__ */ vectorInstruction("v128", 0xad);
export const add: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xae);
export const subtract: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xb1);
export const multiply: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xb5);
export const min: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xb6);
export const max: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xb8);

/** Towards zero, NaN to 0, and the nearest integer there is for what is out of range. */
export const truncateF32x4: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xf8);
/** Two doubles towards zero in the first two lanes; zeros in the others. */
export const truncateF64x2: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xfc);

/** The first four bytes as integers from 0 to 255. */
export const extendFirstBytes = (x: Value<"v128">): Value<"v128"> => extendLowUnsigned16(extendLowUnsigned8(x));
/** Integers from 0 to 255 as bytes, in the first lane. */
export const narrowToBytes = (x: Value<"v128">): Value<"v128"> => narrow16(narrow32(x, x), x);

const extendLowUnsigned8: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x89);
const extendLowUnsigned16: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xa9);
const narrow32: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x85);
const narrow16: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x66);
