import { bytes, type Code, unsigned } from "./encode.ts";

/** The types of WebAssembly that kernels use. */
export type ValueType = "i32" | "f32" | "f64" | "v128";

export const typeCodes: Readonly<Record<ValueType, Code>> = { i32: "\x7f", f32: "\x7d", f64: "\x7c", v128: "\x7b" };

/**
 * An expression that leaves one value. It is code, not a result: used twice, it is computed twice; keep it in a local
 * (`body.let`) to share it.
 */
export interface Value<T extends ValueType = ValueType> {
  readonly type: T;
  readonly code: Code;
}

/** A local variable; as a value it is its content at that time. */
export interface Local<T extends ValueType = ValueType> extends Value<T> {
  readonly index: number;
}

/** Code that leaves nothing, such as a store. */
export interface Statement {
  readonly type: "none";
  readonly code: Code;
}

export type Unary<T extends ValueType, R extends ValueType = T> = (x: Value<T>) => Value<R>;
export type Binary<T extends ValueType, R extends ValueType = T> = (x: Value<T>, y: Value<T>) => Value<R>;
export type Ternary<T extends ValueType> = (x: Value<T>, y: Value<T>, z: Value<T>) => Value<T>;

type Instruction<R extends ValueType> = (x: Value, y?: Value, z?: Value) => Value<R>;

/** An instruction: its operands in order, then its code. */
export const instruction = <R extends ValueType>(type: R, ...opcode: readonly number[]): Instruction<R> =>
  withOpcode(type, bytes(...opcode));

/** An instruction of the vector group, whose code is a number after the prefix 0xfd. */
export const vectorInstruction = <R extends ValueType>(type: R, opcode: number): Instruction<R> =>
  withOpcode(type, vectorCode(opcode));

const vectorCode = (opcode: number): Code => bytes(0xfd) + unsigned(opcode);

const withOpcode =
  <R extends ValueType>(type: R, opcode: Code): Instruction<R> =>
  (x, y, z) => ({ type, code: x.code + (y ? y.code : "") + (z ? z.code : "") + opcode });

/** Reads one lane: the number of the lane is part of the code. */
export type ExtractLane<R extends ValueType> = (x: Value<"v128">, lane: number) => Value<R>;
/** The vector with one lane replaced. */
export type ReplaceLane<T extends ValueType> = (x: Value<"v128">, lane: number, value: Value<T>) => Value<"v128">;

export const extractLane =
  <R extends ValueType>(type: R, opcode: number): ExtractLane<R> =>
  (x, lane) => ({ type, code: x.code + vectorCode(opcode) + bytes(lane) });

export const replaceLane =
  <T extends ValueType>(opcode: number): ReplaceLane<T> =>
  (x, lane, value) => ({ type: "v128", code: x.code + value.code + vectorCode(opcode) + bytes(lane) });

/** Reads memory at address + offset; the offset is a constant of at least 0 and costs nothing. */
export type Load<R extends ValueType> = (address: Value<"i32">, offset?: number) => Value<R>;
/** Writes memory at address + offset. */
export type Store<T extends ValueType> = (address: Value<"i32">, value: Value<T>, offset?: number) => Statement;

export const load =
  <R extends ValueType>(type: R, ...opcode: readonly number[]): Load<R> =>
  (address, offset = 0) => ({ type, code: address.code + bytes(...opcode, 0) + unsigned(offset) });

export const store =
  <T extends ValueType>(...opcode: readonly number[]): Store<T> =>
  (address, value, offset = 0) => ({
    type: "none",
    code: address.code + value.code + bytes(...opcode, 0) + unsigned(offset),
  });
