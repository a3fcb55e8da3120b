import { broadcastTo, DTypeError, type Tensor, tensor, transpose } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { readSafetensors } from "./read-safetensors.ts";
import { bytesOf, contentOf, type Expected, expectedTensor, golden } from "./testing/golden.ts";
import { safetensorsFile } from "./testing/safetensors-file.ts";
import { writeSafetensors } from "./write-safetensors.ts";

interface Entry {
  readonly metadata: Readonly<Record<string, string>>;
  readonly tensors: Readonly<Record<string, Expected>>;
}
const { files, refused, writer } = golden<Entry>("safetensors");
const tensorsOf = (entry: Entry): Record<string, Tensor> =>
  Object.fromEntries(Object.entries(entry.tensors).map(([name, expected]) => [name, expectedTensor(expected)]));

describe(`files of ${writer}`, () => {
  test.each(Object.entries(files))("%s is read", (_, entry) => {
    const { tensors, metadata } = readSafetensors(bytesOf(entry.file));
    expect(metadata).toEqual(entry.metadata);
    expect(Object.keys(tensors).sort()).toEqual(Object.keys(entry.tensors).sort());
    for (const [name, expected] of Object.entries(entry.tensors))
      expect([name, contentOf(tensors[name]!)]).toEqual([name, contentOf(expectedTensor(expected))]);
  });

  test("are written, byte by byte", () => {
    const { file, ...entry } = files["written"]!;
    expect(writeSafetensors(tensorsOf(entry), { metadata: entry.metadata })).toEqual(bytesOf(file));
    expect(writeSafetensors({})).toEqual(bytesOf(files["empty"]!.file));
  });

  test.each(Object.entries(refused))("%s is refused", (_, file) => {
    expect(() => readSafetensors(bytesOf(file))).toThrow(
      'readSafetensors: "x" must hold values of int32, -2147483648 to 2147483647, got 2147483648; save it as another type?',
    );
  });
});

test("trees are written by the paths of their leaves", () => {
  const file = writeSafetensors({ layers: [{ bias: tensor([1]) }, { bias: tensor([2]) }] });
  const { tensors } = readSafetensors(file);
  expect(Object.keys(tensors)).toEqual(["layers/0/bias", "layers/1/bias"]);
  expect(tensors["layers/1/bias"]!.toArray()).toEqual([2]);
});

test("views are written as what they show, and what is read is no part of the file", () => {
  const t = transpose(
    tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  );
  const file = writeSafetensors({ t, b: broadcastTo(tensor([7]), [2, 2]) });
  const shifted = new Uint8Array(file.length + 3);
  shifted.set(file, 3);
  const { tensors } = readSafetensors(shifted.subarray(3));
  shifted.fill(255);
  expect(tensors["t"]!.toArray()).toEqual(t.toArray());
  expect(tensors["b"]!.toArray()).toEqual([
    [7, 7],
    [7, 7],
  ]);
});

test("names are names, whatever they are elsewhere", () => {
  const names = ["0", "1", "__proto__", "constructor", "hasOwnProperty", "length", "toString"];
  const tensors = Object.fromEntries(names.map((name, i) => [name, tensor([i])]));
  const metadata = Object.fromEntries(names.map((name) => [name, `of ${name}`]));
  const read = readSafetensors(writeSafetensors(tensors, { metadata }));
  expect(Object.entries(read.tensors).map(([name, t]) => [name, t.toArray()])).toEqual(
    Object.entries(tensors).map(([name, t]) => [name, t.toArray()]),
  );
  expect(Object.entries(read.metadata)).toEqual(Object.entries(metadata));
  expect(Object.getPrototypeOf(read.tensors)).toBe(Object.prototype);
  expect("polluted" in {}).toBe(false);
});

const f32 = (range: readonly unknown[], shape: unknown = [1]) => ({ dtype: "F32", shape, data_offsets: range });

test.each<[string, Uint8Array, string]>([
  ["no file", new Uint8Array(), "a file of 8 bytes or more is needed, got 0; is it whole?"],
  ["a header beyond the file", safetensorsFile("{}").subarray(0, 9), "got a length of 2 in a file of 9"],
  ["a header of 2^64 - 1 bytes", new Uint8Array(100).fill(255), "got a length of 18446744073709552000"],
  ["a header that is no text", Uint8Array.of(2, 0, 0, 0, 0, 0, 0, 0, 0xc3, 0x28), "must be UTF-8"],
  ["a header with a byte order mark", safetensorsFile("\ufeff{}"), "must be JSON, got other text"],
  ["a header that is no JSON", safetensorsFile("{'a': 1}"), "must be JSON, got other text"],
  ["an empty header", safetensorsFile(""), "must be JSON, got other text"],
  ["a list", safetensorsFile("[]"), "an object of tensors by name, got []"],
  ["nothing", safetensorsFile("null"), "got null"],
  [
    "a name that comes twice",
    safetensorsFile('{"a":{"dtype":"U8","shape":[],"data_offsets":[0,1]},"\\u0061":1}', 1),
    "each name once",
  ],
  [
    "a field that comes twice",
    safetensorsFile('{"a":{"dtype":"U8","dtype":"U8","shape":[],"data_offsets":[0,1]}}', 1),
    "each name once",
  ],
  ["deep nesting", safetensorsFile(`{"a":${"[".repeat(1e6)}${"]".repeat(1e6)}}`), "3 levels at most, got 1000001"],
  ["a number for a tensor", safetensorsFile({ a: 1 }), '"a" must be { dtype, shape, data_offsets }, got 1'],
  [
    "no type",
    safetensorsFile({ a: { shape: [1], data_offsets: [0, 4] } }, 4),
    'dtype of "a" must be the name of a type, got nothing',
  ],
  [
    "a size that is negative",
    safetensorsFile({ a: f32([0, 4], [-1]) }, 4),
    'shape of "a" must be a list of sizes, got [-1]',
  ],
  ["a size that is a fraction", safetensorsFile({ a: f32([0, 4], [0.5]) }, 4), "got [0.5]"],
  ["a size that is text", safetensorsFile({ a: f32([0, 4], ["1"]) }, 4), 'got ["1"]'],
  ["a size beyond 2^53", safetensorsFile({ a: f32([0, 4], [2 ** 53]) }, 4), "got [9007199254740992]"],
  [
    "sizes whose product is too large",
    safetensorsFile({ a: f32([0, 4], [2 ** 52, 2 ** 52, 2 ** 52]) }, 4),
    '"a" must be 3.6',
  ],
  [
    "a product that is no number",
    safetensorsFile({ a: f32([0, 0], [...new Array<number>(30).fill(2 ** 52), 0]) }),
    "must be NaN bytes",
  ],
  [
    "no range",
    safetensorsFile({ a: { dtype: "F32", shape: [1] } }, 4),
    'data_offsets of "a" must be [start, end], got nothing',
  ],
  ["a range of three", safetensorsFile({ a: f32([0, 4, 8]) }, 4), "got [0,4,8]"],
  [
    "a range that ends before it starts",
    safetensorsFile({ a: f32([4, 0]) }, 4),
    '"a" must be 4 bytes, as F32 [1] takes, got -4',
  ],
  ["a range beyond the file", safetensorsFile({ a: f32([0, 4]) }, 3), "the file must be 4 bytes of tensors, got 3"],
  [
    "a range far beyond the file",
    safetensorsFile({ a: f32([0, 4e15], [1e15]) }, 4),
    "must be 4000000000000000 bytes of tensors",
  ],
  ["a range of another size", safetensorsFile({ a: f32([0, 8]) }, 8), "must be 4 bytes, as F32 [1] takes, got 8"],
  [
    "ranges that overlap",
    safetensorsFile({ a: f32([0, 4]), b: f32([2, 6]) }, 6),
    '"b" in the file must be a start at byte 4, got 2',
  ],
  ["ranges that are the same", safetensorsFile({ a: f32([0, 4]), b: f32([0, 4]) }, 4), "a start at byte 4, got 0"],
  ["a hole at the beginning", safetensorsFile({ a: f32([4, 8]) }, 8), "a start at byte 0, got 4"],
  ["a hole between", safetensorsFile({ a: f32([0, 4]), b: f32([8, 12]) }, 12), "a start at byte 4, got 8"],
  ["bytes of no tensor", safetensorsFile({ a: f32([0, 4]) }, 5), "the file must be 4 bytes of tensors, got 5"],
  ["metadata that is no record", safetensorsFile({ __metadata__: 1 }), "__metadata__ must be texts by name, got 1"],
  [
    "metadata that is no text",
    safetensorsFile({ __metadata__: { a: 1 } }),
    '"a" of __metadata__ must be a text, got 1',
  ],
  [
    "fields that come from a prototype",
    safetensorsFile('{"a":{"__proto__":{"dtype":"U8","shape":[],"data_offsets":[0,1]}}}', 1),
    "3 levels",
  ],
])("%s is refused", (_, file, message) => {
  expect(() => readSafetensors(file)).toThrow(message);
  expect(() => readSafetensors(file)).toThrow(SyntaxError);
});

test.each(["F4", "C64", "F8_E8M0", "f32", "__proto__", "toString", ""])("the type %j is refused", (dtype) => {
  const file = safetensorsFile({ a: { dtype, shape: [1], data_offsets: [0, 4] } }, 4);
  expect(() => readSafetensors(file)).toThrow(DTypeError);
  expect(() => readSafetensors(file)).toThrow(`got ${dtype}; convert it first?`);
});

test("a bool that is neither 0 nor 1 is refused", () => {
  const file = safetensorsFile({ a: { dtype: "BOOL", shape: [1], data_offsets: [0, 1] } }, 1).fill(2, -1);
  expect(() => readSafetensors(file)).toThrow('"a" must hold values of bool, 0 to 1, got 2');
});

test("a header of a hundred megabytes is refused before it is read", () => {
  const file = new Uint8Array(100_000_009 + 8);
  new DataView(file.buffer).setBigUint64(0, 100_000_001n, true);
  expect(() => readSafetensors(file)).toThrow("must fit in the file and in 100000000 bytes");
});

test("messages are short, however long the names of a file are", () => {
  const name = "x".repeat(1e6);
  const shape = new Array<number>(1e5).fill(1);
  for (const file of [
    safetensorsFile({ [name]: 1 }),
    safetensorsFile({ a: f32([0, 5], shape) }, 5),
    safetensorsFile({ a: { dtype: name, shape: [], data_offsets: [0, 0] } }),
    safetensorsFile({ __metadata__: { [name]: 1 } }),
    safetensorsFile({ [name]: f32([4, 8]) }, 8),
  ])
    expect(() => readSafetensors(file)).toThrow(/^readSafetensors: .{1,400}$/);
});

test("what cannot be written is refused", () => {
  const x = tensor([1]);
  expect(() => writeSafetensors({ __metadata__: x })).toThrow(RangeError);
  expect(() => writeSafetensors({ "\ud800": x })).toThrow("half a surrogate pair");
  expect(() => writeSafetensors({ "": x })).toThrow(RangeError);
  expect(() => writeSafetensors({ "a/b": x, a: { b: x } })).toThrow('"a/b" twice');
  expect(() => writeSafetensors(x)).toThrow(RangeError);
  expect(() => Reflect.apply(writeSafetensors, undefined, [{ a: [1] }])).toThrow(TypeError);
  expect(() => Reflect.apply(writeSafetensors, undefined, [{ x }, { metadata: { a: 1 } }])).toThrow(
    'writeSafetensors: metadata must be texts, got number for "a"; pass String(value) or JSON?',
  );
  expect(() => Reflect.apply(readSafetensors, undefined, [[1, 2]])).toThrow(TypeError);
});
