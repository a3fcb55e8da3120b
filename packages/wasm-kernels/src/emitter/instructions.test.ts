import { describe, expect, test } from "vitest";
import { detectFeatures } from "./detect-features.ts";
import * as f32 from "./f32.ts";
import * as f32x4 from "./f32x4.ts";
import * as f64 from "./f64.ts";
import * as f64x2 from "./f64x2.ts";
import * as i32 from "./i32.ts";
import * as i32x4 from "./i32x4.ts";
import { instantiate } from "./instantiate.ts";
import { ModuleBuilder } from "./module-builder.ts";
import * as v128 from "./v128.ts";
import type { Statement, Value } from "./value.ts";
import { webAssembly } from "./web-assembly.ts";

const { Memory } = webAssembly();
const OUT = 256;

/** Runs one statement over a memory that starts with the values; the place of the result is at OUT. */
function run(values: Float32Array | Float64Array | Int32Array | Uint8Array, statement: Statement): ArrayBuffer {
  const module = new ModuleBuilder();
  module.export(
    "run",
    module.function([], undefined, (body) => body.do(statement)),
  );
  const memory = new Memory({ initial: 1 });
  new Uint8Array(memory.buffer).set(new Uint8Array(values.buffer, 0, values.byteLength));
  instantiate(module, memory).run!();
  return memory.buffer;
}

const at = i32.const;
const vector = (address: number): Value<"v128"> => v128.load(at(address));

type Numbers = Float32Array | Float64Array | Int32Array;
const lanes = <T extends Numbers>(kind: new (buffer: ArrayBuffer, offset: number, length: number) => T) => {
  return (inputs: T, result: Value<"v128">): number[] => [
    ...new kind(run(inputs, v128.store(at(OUT), result)), OUT, kind.name === "Float64Array" ? 2 : 4),
  ];
};
const floats = lanes(Float32Array);
const doubles = lanes(Float64Array);
const integers = lanes(Int32Array);

const float32Inputs = new Float32Array([1.5, -2.5, NaN, -0, 0.5, -2.5, 3, 0]);
const [left, right] = [Array.from(float32Inputs.subarray(0, 4)), Array.from(float32Inputs.subarray(4))] as const;
const pairs = (combine: (x: number, y: number) => number): number[] => left.map((x, i) => combine(x, right[i]!));
const f = Math.fround;
const even = (x: number): number => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

describe("f32x4", () => {
  test.each([
    ["add", f32x4.add, pairs((x, y) => f(x + y))],
    ["subtract", f32x4.subtract, pairs((x, y) => f(x - y))],
    ["multiply", f32x4.multiply, pairs((x, y) => f(x * y))],
    ["divide", f32x4.divide, pairs((x, y) => f(x / y))],
    ["min", f32x4.min, pairs(Math.min)],
    ["max", f32x4.max, pairs(Math.max)],
    ["pseudoMin", f32x4.pseudoMin, pairs((x, y) => (y < x ? y : x))],
    ["pseudoMax", f32x4.pseudoMax, pairs((x, y) => (x < y ? y : x))],
  ])("%s", (_, operation, expected) => {
    expect(floats(float32Inputs, operation(vector(0), vector(16)))).toEqual(expected);
  });

  test.each([
    ["abs", f32x4.abs, Math.abs],
    ["negate", f32x4.negate, (x: number) => -x],
    ["sqrt", f32x4.sqrt, (x: number) => f(Math.sqrt(x))],
    ["ceil", f32x4.ceil, Math.ceil],
    ["floor", f32x4.floor, Math.floor],
    ["trunc", f32x4.trunc, Math.trunc],
    ["nearest", f32x4.nearest, even],
  ])("%s", (_, operation, expected) => {
    expect(floats(float32Inputs, operation(vector(0)))).toEqual(left.map(expected));
  });

  test.each([
    ["equal", f32x4.equal, (x: number, y: number) => x === y],
    ["notEqual", f32x4.notEqual, (x: number, y: number) => x !== y],
    ["less", f32x4.less, (x: number, y: number) => x < y],
    ["greater", f32x4.greater, (x: number, y: number) => x > y],
    ["lessEqual", f32x4.lessEqual, (x: number, y: number) => x <= y],
    ["greaterEqual", f32x4.greaterEqual, (x: number, y: number) => x >= y],
  ])("%s gives a mask", (_, operation, expected) => {
    const buffer = run(float32Inputs, v128.store(at(OUT), operation(vector(0), vector(16))));
    expect([...new Int32Array(buffer, OUT, 4)]).toEqual(pairs((x, y) => (expected(x, y) ? -1 : 0)));
  });

  test("constants, lanes and conversions", () => {
    expect(floats(float32Inputs, f32x4.const(0.1))).toEqual([f(0.1), f(0.1), f(0.1), f(0.1)]);
    expect(floats(float32Inputs, f32x4.splat(f32x4.extractLane(vector(0), 1)))).toEqual([-2.5, -2.5, -2.5, -2.5]);
    expect(floats(float32Inputs, f32x4.replaceLane(vector(16), 2, f32.const(9)))).toEqual([0.5, -2.5, 9, 0]);
    expect(floats(float32Inputs, f32x4.fromI32x4(i32x4.const(-7)))).toEqual([-7, -7, -7, -7]);
    expect(floats(float32Inputs, f32x4.demoteF64x2(f64x2.const(0.1)))).toEqual([f(0.1), f(0.1), 0, 0]);
  });

  test("relaxedMultiplyAdd, where the engine has it", () => {
    const value = f32x4.relaxedMultiplyAdd(vector(0), vector(16), f32x4.const(1));
    // 0x105 in LEB128, after the prefix: the binary format of the relaxed SIMD proposal
    expect(value.code.slice(-3)).toBe("\xfd\x85\x02");
    const product = f32x4.add(f32x4.multiply(vector(0), vector(16)), f32x4.const(1));
    expect(floats(float32Inputs, detectFeatures().relaxedSimd ? value : product)).toEqual(pairs((x, y) => x * y + 1));
  });
});

describe("i32x4", () => {
  const inputs = new Int32Array([5, -5, 2 ** 31 - 1, 256, 3, 5, 1, 256]);
  const pairs = (combine: (x: number, y: number) => number): number[] =>
    Array.from(inputs.subarray(0, 4), (x, i) => combine(x, inputs[4 + i]!) | 0);

  test.each([
    ["add", i32x4.add, pairs((x, y) => x + y)],
    ["subtract", i32x4.subtract, pairs((x, y) => x - y)],
    ["multiply", i32x4.multiply, pairs(Math.imul)],
    ["min", i32x4.min, pairs(Math.min)],
    ["max", i32x4.max, pairs(Math.max)],
    ["equal", i32x4.equal, pairs((x, y) => (x === y ? -1 : 0))],
    ["notEqual", i32x4.notEqual, pairs((x, y) => (x !== y ? -1 : 0))],
    ["less", i32x4.less, pairs((x, y) => (x < y ? -1 : 0))],
    ["greater", i32x4.greater, pairs((x, y) => (x > y ? -1 : 0))],
    ["lessEqual", i32x4.lessEqual, pairs((x, y) => (x <= y ? -1 : 0))],
    ["greaterEqual", i32x4.greaterEqual, pairs((x, y) => (x >= y ? -1 : 0))],
  ])("%s", (_, operation, expected) => {
    expect(integers(inputs, operation(vector(0), vector(16)))).toEqual(expected);
  });

  test("one operand", () => {
    const one = (value: Value<"v128">): number[] => integers(inputs, value);
    expect(one(i32x4.abs(vector(0)))).toEqual([5, 5, 2 ** 31 - 1, 256]);
    expect(one(i32x4.negate(vector(0)))).toEqual([-5, 5, 1 - 2 ** 31, -256]);
    expect(one(i32x4.shiftLeft(vector(0), at(1)))).toEqual([10, -10, -2, 512]);
    expect(one(i32x4.shiftRight(vector(0), at(1)))).toEqual([2, -3, 2 ** 30 - 1, 128]);
    expect(one(i32x4.shiftRightUnsigned(vector(0), at(1)))).toEqual([2, 2 ** 31 - 3, 2 ** 30 - 1, 128]);
    expect(one(i32x4.splat(i32x4.extractLane(vector(0), 3)))).toEqual([256, 256, 256, 256]);
  });

  test("from floating point, towards zero and within the range", () => {
    const floats = new Float32Array([2.9, -2.9, NaN, 3e9]);
    const buffer = run(floats, v128.store(at(OUT), i32x4.truncateF32x4(vector(0))));
    expect([...new Int32Array(buffer, OUT, 4)]).toEqual([2, -2, 0, 2 ** 31 - 1]);
    const buffer64 = run(new Float64Array([-7.5, 1e10]), v128.store(at(OUT), i32x4.truncateF64x2(vector(0))));
    expect([...new Int32Array(buffer64, OUT, 4)]).toEqual([-7, 2 ** 31 - 1, 0, 0]);
  });

  test("bytes", () => {
    const bytes = new Uint8Array([1, 200, 0, 255]);
    const wide = i32x4.extendFirstBytes(v128.load32Zero(at(0)));
    expect([...new Int32Array(run(bytes, v128.store(at(OUT), wide)), OUT, 4)]).toEqual([1, 200, 0, 255]);
    const buffer = run(bytes, v128.store32Lane(at(OUT), i32x4.narrowToBytes(wide), 0));
    expect([...new Uint8Array(buffer, OUT, 8)]).toEqual([1, 200, 0, 255, 0, 0, 0, 0]);
    expect([...new Uint8Array(run(bytes, v128.store8Lane(at(OUT), vector(0), 1)), OUT, 2)]).toEqual([200, 0]);
  });
});

describe("f64x2", () => {
  const inputs = new Float64Array([1.1, -2.5, 0.3, 7]);

  test("arithmetic", () => {
    const two = (operation: (x: Value<"v128">, y: Value<"v128">) => Value<"v128">): number[] =>
      doubles(inputs, operation(vector(0), vector(16)));
    expect(two(f64x2.add)).toEqual([1.1 + 0.3, 4.5]);
    expect(two(f64x2.subtract)).toEqual([1.1 - 0.3, -9.5]);
    expect(two(f64x2.multiply)).toEqual([1.1 * 0.3, -17.5]);
    expect(two(f64x2.divide)).toEqual([1.1 / 0.3, -2.5 / 7]);
    expect(two(f64x2.pseudoMin)).toEqual([0.3, -2.5]);
    expect(two(f64x2.pseudoMax)).toEqual([1.1, 7]);
    expect(doubles(inputs, f64x2.nearest(vector(0)))).toEqual([1, -2]);
    expect(doubles(inputs, f64x2.const(0.1))).toEqual([0.1, 0.1]);
    expect(doubles(inputs, f64x2.splat(f64x2.extractLane(vector(0), 1)))).toEqual([-2.5, -2.5]);
    expect(doubles(inputs, f64x2.fromI32x4(i32x4.const(-3)))).toEqual([-3, -3]);
  });

  test("bits", () => {
    const bits = (value: Value<"v128">): bigint[] => [
      ...new BigInt64Array(run(inputs, v128.store(at(OUT), value)), OUT, 2),
    ];
    const [one] = new BigInt64Array(new Float64Array([1]).buffer) as unknown as [bigint]; // one element was put in
    expect(bits(f64x2.shiftRight64(f64x2.const(-0), at(1)))[0]).toBe(-(2n ** 62n));
    expect(bits(f64x2.shiftRightUnsigned64(f64x2.const(-0), at(1)))[0]).toBe(2n ** 62n);
    expect(bits(f64x2.shiftLeft64(f64x2.const(1), at(1)))[0]).toBe(one * 2n);
    expect(bits(f64x2.add64(f64x2.const(1), f64x2.const(1)))[0]).toBe(one * 2n);
    expect(bits(f64x2.subtract64(f64x2.const(1), f64x2.const(1)))[0]).toBe(0n);
  });

  test("from single precision", () => {
    const buffer = run(float32Inputs, v128.store(at(OUT), f64x2.promoteF32x4(vector(0))));
    expect([...new Float64Array(buffer, OUT, 2)]).toEqual([1.5, -2.5]);
  });
});

describe("v128", () => {
  const inputs = new Int32Array([0b1100, -1, 0, 7, 0b1010, 3, 0, -1]);
  test("bits, lanes and memory", () => {
    const two = (value: Value<"v128">): number[] => integers(inputs, value);
    expect(two(v128.and(vector(0), vector(16)))).toEqual([0b1000, 3, 0, 7]);
    expect(two(v128.or(vector(0), vector(16)))).toEqual([0b1110, -1, 0, -1]);
    expect(two(v128.xor(vector(0), vector(16)))).toEqual([0b0110, -4, 0, -8]);
    expect(two(v128.andNot(vector(0), vector(16)))).toEqual([0b0100, -4, 0, 0]);
    expect(two(v128.not(vector(0)))).toEqual([~0b1100, 0, -1, -8]);
    expect(two(v128.select(vector(16), vector(0), i32x4.const(0)))).toEqual([0b1000, 3, 0, 7]);
    expect(two(v128.shuffle32(vector(0), vector(16), [3, 4, 0, 7]))).toEqual([7, 0b1010, 0b1100, -1]);
    expect(two(v128.load32Splat(at(0), 12))).toEqual([7, 7, 7, 7]);
    expect(two(v128.load32Zero(at(4), 8))).toEqual([7, 0, 0, 0]);
    expect(two(v128.load32Lane(at(0), vector(16), 2, 12))).toEqual([0b1010, 3, 7, -1]);
    expect(new Int32Array(run(inputs, v128.store32Lane(at(OUT), vector(16), 3, 4)), OUT, 3)).toEqual(
      new Int32Array([0, -1, 0]),
    );
    const some = (x: number): number[] => two(i32x4.splat(v128.anyTrue(i32x4.const(x))));
    expect([some(0)[0], some(4)[0]]).toEqual([0, 1]);
  });
});

describe("scalars", () => {
  /** What a function of two numbers returns. */
  const evaluate = (value: Value<"i32"> | Value<"f32"> | Value<"f64">): number => {
    const module = new ModuleBuilder();
    module.export(
      "value",
      module.function([], value.type, (body) => body.return(value)),
    );
    const memory = new Memory({ initial: 1 });
    new Float32Array(memory.buffer)[2] = 0.1;
    new Float64Array(memory.buffer)[2] = 0.1;
    new Uint8Array(memory.buffer)[32] = 255;
    return instantiate(module, memory).value!();
  };

  test.each([
    ["add", i32.add, 4],
    ["subtract", i32.subtract, -10],
    ["multiply", i32.multiply, -21],
    ["divideUnsigned", i32.divideUnsigned, Math.floor((2 ** 32 - 3) / 7)],
    ["and", i32.and, -3 & 7],
    ["or", i32.or, -3 | 7],
    ["shiftLeft", i32.shiftLeft, -3 << 7],
    ["shiftRight", i32.shiftRight, -3 >> 7],
    ["shiftRightUnsigned", i32.shiftRightUnsigned, -3 >>> 7],
    ["equal", i32.equal, 0],
    ["notEqual", i32.notEqual, 1],
    ["less", i32.less, 1],
    ["lessUnsigned", i32.lessUnsigned, 0],
    ["greater", i32.greater, 0],
    ["greaterUnsigned", i32.greaterUnsigned, 1],
    ["lessEqual", i32.lessEqual, 1],
    ["lessEqualUnsigned", i32.lessEqualUnsigned, 0],
    ["greaterEqual", i32.greaterEqual, 0],
    ["greaterEqualUnsigned", i32.greaterEqualUnsigned, 1],
  ])("i32.%s of -3 and 7", (_, operation, expected) => {
    expect(evaluate(operation(at(-3), at(7)))).toBe(expected);
  });

  test("i32, one operand, memory and select", () => {
    expect([evaluate(i32.isZero(at(0))), evaluate(i32.isZero(at(5)))]).toEqual([1, 0]);
    expect([evaluate(i32.select(at(1), at(2), at(3))), evaluate(i32.select(at(0), at(2), at(3)))]).toEqual([2, 3]);
    expect([evaluate(i32.load8Unsigned(at(32))), evaluate(i32.load(at(30), 2))]).toEqual([255, 255]);
    const stored = run(new Int32Array(1), i32.store8(at(OUT), at(0x1ff)));
    expect(new Int32Array(stored, OUT, 1)[0]).toBe(255);
    expect(new Int32Array(run(new Int32Array(1), i32.store(at(OUT), at(-9))), OUT, 1)[0]).toBe(-9);
  });

  test("f32 and f64", () => {
    const [x, y] = [f32.const(0.3), f32.const(-7)];
    const arithmetic = [f32.add, f32.subtract, f32.multiply, f32.divide, f32.min, f32.max];
    const g = f(0.3);
    expect(arithmetic.map((operation) => evaluate(operation(x, y)))).toEqual(
      [g - 7, g + 7, g * -7, g / -7, -7, g].map(f),
    );
    expect(evaluate(f32.load(at(0), 8))).toBe(f(0.1));
    expect(evaluate(f64.load(at(16)))).toBe(0.1);
    const wide = [f64.add, f64.subtract, f64.multiply, f64.divide];
    expect(wide.map((operation) => evaluate(operation(f64.const(0.3), f64.const(-7))))).toEqual([
      0.3 - 7,
      0.3 + 7,
      0.3 * -7,
      0.3 / -7,
    ]);
    expect(evaluate(f32.fromF64(f64.const(0.1)))).toBe(f(0.1));
    expect(evaluate(f64.fromF32(f32.const(0.1)))).toBe(f(0.1));
    expect(new Float32Array(run(new Int32Array(1), f32.store(at(OUT), x)), OUT, 1)[0]).toBe(g);
    expect(new Float64Array(run(new Int32Array(1), f64.store(at(OUT), f64.const(0.3))), OUT, 1)[0]).toBe(0.3);
  });
});
