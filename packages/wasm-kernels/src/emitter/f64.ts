import { bytes, float64Bytes } from "./encode.ts";
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

const constant = (value: number): Value<"f64"> => ({ type: "f64", code: bytes(0x44) + float64Bytes(value) });

export { constant as const };

export const load: Load<"f64"> = /* @__PURE__ */ loadOf("f64", 0x2b);
export const store: Store<"f64"> = /* @__PURE__ */ storeOf(0x39);

export const add: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa0);
export const subtract: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa1);
export const multiply: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa2);
export const divide: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa3);
export const min: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa4);
export const max: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa5);
export const abs: Unary<"f64"> = /* @__PURE__ */ instruction("f64", 0x99);
export const negate: Unary<"f64"> = /* @__PURE__ */ instruction("f64", 0x9a);
export const ceil: Unary<"f64"> = /* @__PURE__ */ instruction("f64", 0x9b);
export const floor: Unary<"f64"> = /* @__PURE__ */ instruction("f64", 0x9c);
export const trunc: Unary<"f64"> = /* @__PURE__ */ instruction("f64", 0x9d);
export const sqrt: Unary<"f64"> = /* @__PURE__ */ instruction("f64", 0x9f);

type Compare = Binary<"f64", "i32">;

export const equal: Compare = /* @__PURE__ */ instruction("i32", 0x61);
export const notEqual: Compare = /* @__PURE__ */ instruction("i32", 0x62);
export const less: Compare = /* @__PURE__ */ instruction("i32", 0x63);
export const greater: Compare = /* @__PURE__ */ instruction("i32", 0x64);
export const lessEqual: Compare = /* @__PURE__ */ instruction("i32", 0x65);
export const greaterEqual: Compare = /* @__PURE__ */ instruction("i32", 0x66);
export const fromI32: Unary<"i32", "f64"> = /* @__PURE__ */ instruction("f64", 0xb7);
export const fromF32: Unary<"f32", "f64"> = /* @__PURE__ */ instruction("f64", 0xbb);
