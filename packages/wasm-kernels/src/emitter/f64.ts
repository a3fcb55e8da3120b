import { float64Bytes } from "./encode.ts";
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

const constant = (value: number): Value<"f64"> => ({ type: "f64", code: [0x44, ...float64Bytes(value)] });

export { constant as const };

export const load: Load<"f64"> = /* @__PURE__ */ loadOf("f64", 0x2b);
export const store: Store<"f64"> = /* @__PURE__ */ storeOf(0x39);

export const add: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa0);
export const subtract: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa1);
export const multiply: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa2);
export const divide: Binary<"f64"> = /* @__PURE__ */ instruction("f64", 0xa3);
export const fromF32: Unary<"f32", "f64"> = /* @__PURE__ */ instruction("f64", 0xbb);
