import { bytes, float64Bytes } from "./encode.ts";
import {
  type Binary,
  type ExtractLane,
  extractLane as extractLaneOf,
  type Unary,
  type Value,
  vectorInstruction,
} from "./value.ts";

/** The same number in both lanes. */
const constant = (value: number): Value<"v128"> => {
  const lane = float64Bytes(value);
  return { type: "v128", code: bytes(0xfd, 0x0c) + lane.repeat(2) };
};

export { constant as const };

type Shift = (x: Value<"v128">, bits: Value<"i32">) => Value<"v128">;

export const splat: Unary<"f64", "v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x14);
export const extractLane: ExtractLane<"f64"> = /* @__PURE__ */ extractLaneOf("f64", 0x21);

export const nearest: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x94);
export const add: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xf0);
export const subtract: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xf1);
export const multiply: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xf2);
export const divide: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xf3);
/** y < x ? y : x, one instruction on x64. */
export const pseudoMin: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xf6);
/** x < y ? y : x, one instruction on x64. */
export const pseudoMax: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xf7);

/** The first two lanes of four, exactly. */
export const promoteF32x4: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x5f);
/** The first two of four integers, exactly. */
export const fromI32x4: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xfe);

/** The bits as 64-bit integers, shifted, added and subtracted. */
export const shiftLeft64: Shift = /* @__PURE__ */ vectorInstruction("v128", 0xcb);
export const add64: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xce);
export const subtract64: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xd1);
export const shiftRight64: Shift = /* @__PURE__ */ vectorInstruction("v128", 0xcc);
export const shiftRightUnsigned64: Shift = /* @__PURE__ */ vectorInstruction("v128", 0xcd);
