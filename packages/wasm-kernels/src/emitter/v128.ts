import { bytes, unsigned } from "./encode.ts";
import {
  type Binary,
  type Load,
  load as loadOf,
  type Statement,
  type Store,
  store as storeOf,
  type Ternary,
  type Unary,
  type Value,
  vectorInstruction,
} from "./value.ts";

export const load: Load<"v128"> = /* @__PURE__ */ loadOf("v128", 0xfd, 0x00);
/** Four bytes into the first lane, zeros in the others. */
export const load32Zero: Load<"v128"> = /* @__PURE__ */ loadOf("v128", 0xfd, 0x5c);
export const load32Splat: Load<"v128"> = /* @__PURE__ */ loadOf("v128", 0xfd, 0x09);
export const store: Store<"v128"> = /* @__PURE__ */ storeOf(0xfd, 0x0b);

/** The vector with four bytes of memory in one lane. */
export const load32Lane = (address: Value<"i32">, x: Value<"v128">, lane: number, offset = 0): Value<"v128"> => ({
  type: "v128",
  code: address.code + x.code + bytes(0xfd, 0x56, 0) + unsigned(offset) + bytes(lane),
});

/** Writes one lane of four bytes. */
export const store32Lane = (address: Value<"i32">, x: Value<"v128">, lane: number, offset = 0): Statement => ({
  type: "none",
  code: address.code + x.code + bytes(0xfd, 0x5a, 0) + unsigned(offset) + bytes(lane),
});

/** Writes one lane of one byte. */
export const store8Lane = (address: Value<"i32">, x: Value<"v128">, lane: number, offset = 0): Statement => ({
  type: "none",
  code: address.code + x.code + bytes(0xfd, 0x58, 0) + unsigned(offset) + bytes(lane),
});

/** Lanes of four bytes picked out of x (0 to 3) and y (4 to 7). */
export const shuffle32 = (x: Value<"v128">, y: Value<"v128">, lanes: readonly number[]): Value<"v128"> => ({
  type: "v128",
  code:
    x.code +
    y.code +
    bytes(0xfd, 0x0d) +
    lanes.map((lane) => bytes(4 * lane, 4 * lane + 1, 4 * lane + 2, 4 * lane + 3)).join(""),
});

export const not: Unary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x4d);
export const and: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x4e);
/** x and not y. */
export const andNot: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x4f);
export const or: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x50);
export const xor: Binary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x51);
export const anyTrue: Unary<"v128", "i32"> = /* @__PURE__ */ vectorInstruction("i32", 0x53);

const bitselect: Ternary<"v128"> = /* @__PURE__ */ vectorInstruction("v128", 0x52);
/** The bits of `yes` where the mask has ones, those of `no` elsewhere. */
export const select = (mask: Value<"v128">, yes: Value<"v128">, no: Value<"v128">): Value<"v128"> =>
  bitselect(yes, no, mask);
