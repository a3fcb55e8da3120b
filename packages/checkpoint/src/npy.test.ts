import { broadcastTo, DTypeError, ShapeError, tensor, transpose, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { readNpy } from "./read-npy.ts";
import { bytesOf, contentOf, type Expected, expectedTensor, golden } from "./testing/golden.ts";
import { writeNpy } from "./write-npy.ts";

const { files, refused, writer } = golden<Expected>("npy");
const written = ["float32", "float64", "int32", "uint8", "bool", "scalar", "empty", "long", "aligned"];

describe(`files of ${writer}`, () => {
  test.each(Object.entries(files))("%s is read", (_, entry) => {
    expect(contentOf(readNpy(bytesOf(entry.file)))).toEqual(contentOf(expectedTensor(entry)));
  });

  test.each(written)("%s is written, byte by byte", (name) => {
    const { file, ...entry } = files[name]!;
    expect(writeNpy(expectedTensor(entry))).toEqual(bytesOf(file));
  });

  test.each(Object.entries(refused))("%s is refused", (name, file) => {
    const isRange = name.includes("beyond");
    expect(() => readNpy(bytesOf(file))).toThrow(isRange ? RangeError : DTypeError);
    expect(() => readNpy(bytesOf(file))).toThrow(isRange ? "must hold values of int32" : "convert it with astype?");
  });
});

const header = (text: string, values: readonly number[] = [], version: readonly number[] = [1, 0]): Uint8Array => {
  const length = [text.length & 255, text.length >> 8, 0, 0].slice(0, version[0] === 1 ? 2 : 4);
  const letters = Array.from(text, (letter) => letter.charCodeAt(0));
  return Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, ...version, ...length, ...letters, ...values);
};

test("other writers are read: other spaces, quotes and orders of fields, sizes of Python 2", () => {
  const file = header('{ "shape" :(2L,1L) , "fortran_order":False,"descr":"|u1"}\n', [5, 6]);
  expect(readNpy(file).toArray()).toEqual([[5], [6]]);
  expect(readNpy(header("{'descr': 'u1', 'fortran_order': True, 'shape': (3,)}", [5, 6, 7])).toArray()).toEqual([
    5, 6, 7,
  ]);
});

test("views are written as what they show, and files at odd places are read", () => {
  const t = transpose(
    tensor([
      [1, 2, 3],
      [4, 5, 6],
    ]),
  );
  expect(readNpy(writeNpy(t)).toArray()).toEqual(t.toArray());
  expect(readNpy(writeNpy(broadcastTo(tensor([7]), [2, 2]))).toArray()).toEqual([
    [7, 7],
    [7, 7],
  ]);
  const file = writeNpy(tensor([1, 2, 3], { dtype: "float64" }));
  const shifted = new Uint8Array(file.length + 3);
  shifted.set(file, 3);
  expect(readNpy(shifted.subarray(3)).toArray()).toEqual([1, 2, 3]);
  expect(readNpy(file.buffer).toArray()).toEqual([1, 2, 3]);
});

test.each([
  ["bytes", (file: Uint8Array) => file],
  ["a Buffer, as readFile gives it", (file: Uint8Array) => Buffer.from(file.buffer as ArrayBuffer)],
])("what is read of %s is no part of it", (_, wrap) => {
  const file = wrap(writeNpy(tensor([1, 2])));
  const t = readNpy(file);
  file.fill(255);
  expect(t.toArray()).toEqual([1, 2]);
});

const fields = (shape: string, descr = "'|u1'") => `{'descr': ${descr}, 'fortran_order': False, 'shape': ${shape}, }\n`;

test.each<[string, Uint8Array, string]>([
  ["no file", new Uint8Array(), 'has "\\u0093NUMPY", got ""'],
  ["another file", Uint8Array.of(0x50, 0x4b, 3, 4), 'got "PK'],
  ["a part of the prefix", header("").subarray(0, 9), "10 bytes or more"],
  ["a part of the header", header(fields("(2,)"), [1, 2]).subarray(0, 40), "a header within the file"],
  ["a header longer than the file", header("x".repeat(9), [], [2, 0]).fill(255, 8, 12), 'got "a length of 4294967295"'],
  ["a version to come", header(fields("(2,)"), [1, 2], [4, 0]), 'version 1.0, 2.0 or 3.0, got "4.0"'],
  ["too few values", header(fields("(3,)"), [1, 2]), "3 bytes must follow the header for [3], got 2"],
  ["too many values", header(fields("(1,)"), [1, 2]), "1 bytes must follow the header for [1], got 2"],
  ["more values than there can be", header(fields("(9007199254740991, 9007199254740991)")), "got 0"],
  ["sizes beyond 2^53", header(fields("(9007199254740993,)"), [1]), "a tuple of sizes"],
  ["a negative size", header(fields("(-1,)"), [1]), "has { 'descr', 'fortran_order', 'shape' }"],
  ["sizes without commas", header(fields("(1 2)"), [1, 2]), "a tuple of sizes"],
  ["no shape", header("{'descr': '|u1', 'fortran_order': False}"), "has { 'descr'"],
  ["a field more", header("{'descr': '|u1', 'fortran_order': False, 'shape': (), 'x': 1}", [1]), "has { 'descr'"],
  [
    "a shape that comes twice",
    header("{'descr': '|u1', 'fortran_order': False, 'shape': (), 'shape': (1,)}", [1]),
    "has {",
  ],
  ["code instead of a value", header(fields("__import__('os')"), [1]), "has {"],
  ["a bool that is none", header(fields("(1,)", "'|b1'"), [2]), "values of bool, 0 to 1, got 2"],
])("%s is refused", (_, file, message) => {
  expect(() => readNpy(file)).toThrow(message);
  expect(() => readNpy(file)).toThrow(message.includes("values of bool") ? RangeError : SyntaxError);
});

test.each(["'<f16'", "'<c8'", "'|S3'", "'<U1'", "'|O'", "'<M8[ns]'", "'|V8'", "[('x', '<f4')]", "'f3'", "'__proto__'"])(
  "the type %s is refused",
  (descr) => {
    expect(() => readNpy(header(fields("()", descr), [1, 2, 3, 4]))).toThrow(DTypeError);
  },
);

test("what is no file and no tensor is refused", () => {
  expect(() => Reflect.apply(readNpy, undefined, ["file.npy"])).toThrow(
    "readNpy: the bytes of a file are needed, a Uint8Array or ArrayBuffer, got String; read the file first?",
  );
  expect(() => Reflect.apply(writeNpy, undefined, [[1, 2]])).toThrow(TypeError);
  expect(() => writeNpy(zeros(new Array<number>(65).fill(1)))).toThrow(ShapeError);
});
