import { bytes, signed } from "./encode.ts";
import {
  type Binary,
  instruction,
  type Load,
  load as loadOf,
  type Store,
  store as storeOf,
  type Unary,
  type Value,
} from "./value.ts";

type Compare = Binary<"i32">;

const constant = (value: number): Value<"i32"> => ({ type: "i32", code: bytes(0x41) + signed(value) });

export { constant as const };

export const load: Load<"i32"> = /* @__PURE__ */ loadOf("i32", 0x28);
export const load8Unsigned: Load<"i32"> = /* @__PURE__ */ loadOf("i32", 0x2d);
export const store: Store<"i32"> = /* @__PURE__ */ storeOf(0x36);
export const store8: Store<"i32"> = /* @__PURE__ */ storeOf(0x3a);

export const isZero: Unary<"i32"> = /* @__PURE__ */ instruction("i32", 0x45);
export const equal: Compare = /* @__PURE__ */ instruction("i32", 0x46);
export const notEqual: Compare = /* @__PURE__ */ instruction("i32", 0x47);
export const less: Compare = /* @__PURE__ */ instruction("i32", 0x48);
export const lessUnsigned: Compare = /* @__PURE__ */ instruction("i32", 0x49);
export const greater: Compare = /* @__PURE__ */ instruction("i32", 0x4a);
export const greaterUnsigned: Compare = /* @__PURE__ */ instruction("i32", 0x4b);
export const lessEqual: Compare = /* @__PURE__ */ instruction("i32", 0x4c);
export const lessEqualUnsigned: Compare = /* @__PURE__ */ instruction("i32", 0x4d);
export const greaterEqual: Compare = /* @__PURE__ */ instruction("i32", 0x4e);
export const greaterEqualUnsigned: Compare = /* @__PURE__ */ instruction("i32", 0x4f);

export const add: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x6a);
export const subtract: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x6b);
export const multiply: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x6c);
export const divideUnsigned: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x6e);
export const and: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x71);
export const or: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x72);
export const shiftLeft: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x74);
export const shiftRight: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x75);
export const shiftRightUnsigned: Binary<"i32"> = /* @__PURE__ */ instruction("i32", 0x76);
/** Towards zero, as 32 bits without a sign; NaN to 0, and the nearest number there is for what is out of range. */
export const truncateF64Unsigned: Unary<"f64", "i32"> = /* @__PURE__ */ instruction("i32", 0xfc, 0x03);
export const select = (condition: Value<"i32">, yes: Value<"i32">, no: Value<"i32">): Value<"i32"> => ({
  type: "i32",
  code: yes.code + no.code + condition.code + bytes(0x1b),
});
