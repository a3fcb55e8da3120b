import { bytes, float32Bytes } from "./encode.ts";
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

const constant = (value: number): Value<"f32"> => ({ type: "f32", code: bytes(0x43) + float32Bytes(value) });

export { constant as const };

export const load: Load<"f32"> = /* @__PURE__ */ loadOf("f32", 0x2a);
export const store: Store<"f32"> = /* @__PURE__ */ storeOf(0x38);

export const add: Binary<"f32"> = /* @__PURE__ */ instruction("f32", 0x92);
export const subtract: Binary<"f32"> = /* @__PURE__ */ instruction("f32", 0x93);
export const multiply: Binary<"f32"> = /* @__PURE__ */ instruction("f32", 0x94);
export const divide: Binary<"f32"> = /* @__PURE__ */ instruction("f32", 0x95);
export const min: Binary<"f32"> = /* @__PURE__ */ instruction("f32", 0x96);
export const max: Binary<"f32"> = /* @__PURE__ */ instruction("f32", 0x97);
export const fromF64: Unary<"f64", "f32"> = /* @__PURE__ */ instruction("f32", 0xb6);

type Compare = Binary<"f32", "i32">;

export const equal: Compare = /* @__PURE__ */ instruction("i32", 0x5b);
export const lessEqual: Compare = /* @__PURE__ */ instruction("i32", 0x5f);
