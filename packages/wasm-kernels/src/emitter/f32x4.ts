import { bytes, float32Bytes } from "./encode.ts";
import {
  type Binary,
  type ExtractLane,
  extractLane as extractLaneOf,
  type ReplaceLane,
  replaceLane as replaceLaneOf,
  type Ternary,
  type Unary,
  type Value,
  vectorInstruction,
} from "./value.ts";

/** The same number in the four lanes. */
const constant = (value: number): Value<"v128"> => {
  const lane = float32Bytes(value);
  return { type: "v128", code: bytes(0xfd, 0x0c) + lane.repeat(4) };
};

export { constant as const };

export const splat: Unary<"f32", "v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x13);
export const extractLane: ExtractLane<"f32"> = /* @__PURE__ */ extractLaneOf("f32", 0x1f);
export const replaceLane: ReplaceLane<"f32"> = /* @__PURE__ */ replaceLaneOf(0x20);

export const equal: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x41);
export const notEqual: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x42);
export const less: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x43);
export const greater: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x44);
export const lessEqual: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x45);
export const greaterEqual: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x46);

export const ceil: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x67);
export const floor: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x68);
export const trunc: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x69);
/** The nearest integer, a tie to the even one. */
export const nearest: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x6a);
export const abs: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe0);
export const negate: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe1);
export const sqrt: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe3);
export const add: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe4);
export const subtract: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe5);
export const multiply: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe6);
export const divide: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe7);
/** NaN where either is; -0 is below 0. */
export const min: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe8);
/** NaN where either is; -0 is below 0. */
export const max: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xe9);
/** y < x ? y : x, one instruction on x64. */
export const pseudoMin: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xea);
/** x < y ? y : x, one instruction on x64. */
export const pseudoMax: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xeb);

export const fromI32x4: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0xfa);
/** Two doubles, rounded, in the first two lanes; zeros in the others. */
export const demoteF64x2: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x5e);

/** x y + z, rounded once or twice as the machine likes. Relaxed SIMD: only where it was detected. */
export const relaxedMultiplyAdd: Ternary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x105);
