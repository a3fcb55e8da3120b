import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError } from "../errors.ts";
import { cast, einsum, ones, tensor, transpose, zeros } from "../index.ts";
import type { NestedNumbers, Tensor } from "../tensor.ts";
import { naiveEinsum } from "../testing/naive-einsum.ts";
import { smallIntegers } from "../testing/small-integers.ts";

const letters = ["i", "j", "k", "A"] as const;
const sizes = { i: 2, j: 3, k: 1, A: 2 } as const;
const term = fc.array(fc.constantFrom(...letters), { maxLength: 4 });

/** A zero has a sign that depends on the order of a sum. */
const withoutSigns = (nested: NestedNumbers): NestedNumbers =>
  Array.isArray(nested) ? nested.map(withoutSigns) : nested + 0;

test("what the definition gives, for any equation", () => {
  fc.assert(
    fc.property(
      fc.array(term, { minLength: 1, maxLength: 4 }),
      fc.shuffledSubarray([...letters]),
      fc.constantFrom("float64", "int32"),
      (inputs, wanted, dtype) => {
        const output = wanted.filter((label) => inputs.some((labels) => labels.includes(label)));
        const equation = `${inputs.map((labels) => labels.join("")).join(",")}->${output.join("")}`;
        const operands = inputs.map((labels, i) =>
          smallIntegers(
            labels.map((label) => sizes[label]),
            i + 1,
            dtype,
          ),
        );
        const got = einsum(equation, ...operands);
        expect(got.dtype).toBe(dtype);
        const expected = naiveEinsum(equation, ...operands.map((x) => x.toArray()));
        expect(got.shape).toEqual(output.map((label) => sizes[label]));
        expect(withoutSigns(got.toArray())).toEqual(withoutSigns(expected));
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});

describe("equations that NumPy takes", () => {
  const x = smallIntegers([2, 3], 1);
  const y = smallIntegers([3, 4], 2);
  const cube = smallIntegers([2, 3, 2], 3);
  const same = [
    { equation: "ij,jk", spelledOut: "ij,jk->ik", operands: [x, y] },
    { equation: " i j , j k -> k i ", spelledOut: "ij,jk->ki", operands: [x, y] },
    { equation: "ba", spelledOut: "ba->ab", operands: [x] },
    { equation: "ij,ij", spelledOut: "ij,ij->", operands: [x, x] },
    { equation: "bA,Ab", spelledOut: "bA,Ab->", operands: [x, transpose(x)] },
    { equation: "ii", spelledOut: "ii->", operands: [smallIntegers([3, 3], 4)] },
    { equation: "i...i", spelledOut: "iji->j", operands: [cube] },
    { equation: "...i->i...", spelledOut: "abi->iab", operands: [cube] },
    { equation: "...ij,...jk", spelledOut: "abc,cd->abd", operands: [cube, smallIntegers([2, 5], 5)] },
    { equation: "...,...", spelledOut: "ab,b->ab", operands: [x, smallIntegers([3], 6)] },
    { equation: "k...,jk", spelledOut: "kab,jk->abj", operands: [cube, smallIntegers([4, 2], 7)] },
    { equation: "i->i...", spelledOut: "i->i", operands: [smallIntegers([3], 8)] },
    { equation: ",i", spelledOut: ",i->i", operands: [tensor(3, { dtype: "float64" }), smallIntegers([3], 9)] },
  ];
  test.each(same)("$equation is $spelledOut", ({ equation, spelledOut, operands }) => {
    const expected = naiveEinsum(spelledOut, ...operands.map((operand) => operand.toArray()));
    expect(einsum(equation, ...operands).toArray()).toEqual(expected);
  });
});

test("the ellipsis broadcasts, as does any axis of size 1", () => {
  const [x, y] = [smallIntegers([2, 1, 3], 1), smallIntegers([4, 1], 2)];
  expect(einsum("...,...->...", x, y).toArray()).toEqual(naiveEinsum("abc,bd->abc", x.toArray(), y.toArray()));
  expect(einsum("ij,jk->ik", ones([2, 1]), ones([3, 4])).toArray()).toEqual([
    [3, 3, 3, 3],
    [3, 3, 3, 3],
  ]);
});

test("empty axes sum to 0", () => {
  expect(einsum("ij,jk->ik", zeros([2, 0]), zeros([0, 2])).toArray()).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(einsum("ii->i", zeros([0, 0])).shape).toEqual([0]);
  expect(einsum("i->", zeros([0])).item()).toBe(0);
});

test("uint8 is summed as int32", () => {
  const x = tensor(Uint8Array.of(200, 100));
  expect(einsum("i->", x).item()).toBe(300);
  expect(einsum("i,i->", x, x).item()).toBe(50_000);
});

test("the pair that takes the fewest products goes first", () => {
  // from left to right, 10^8 elements would be held in between
  const n = 10_000;
  expect(einsum("i,j,j->i", ones([n]), ones([n]), ones([n])).toArray()).toEqual(new Array(n).fill(n));
});

describe("what does not fit throws, and says so", () => {
  const x = zeros([2, 3]);
  const cases: readonly [string, string, Tensor[], new (message: string) => Error, string][] = [
    ["a label of two sizes", "ij,jk->ik", [x, x], ShapeError, 'label "j" must have one size, got [2,3] and [2,3]'],
    ["a diagonal of no square", "ii", [x], ShapeError, 'label "i" must have one size'],
    ["a diagonal that would stretch", "ii", [zeros([1, 3])], ShapeError, 'label "i" must have one size'],
    ["axes of an ellipsis that differ", "i...,...", [x, zeros([2])], ShapeError, 'label "...1"'],
    ["too few axes", "ijk->k", [x], ShapeError, 'operand 0 needs as many axes as "ijk" has labels, got [2,3]'],
    ["too many axes", "ij,i->j", [x, x], ShapeError, 'operand 1 needs as many axes as "i" has labels'],
    ["too few axes for an ellipsis", "...ijk", [x], ShapeError, "operand 0"],
    ["too few operands", "ij,jk->ik", [x], RangeError, "is about 2 operands, got 1"],
    ["too many operands", "ij->i", [x, x], RangeError, "is about 1 operands, got 2"],
    ["no operand", "ij->i", [], RangeError, "got 0"],
    ["an unknown label", "ij->ik", [x], RangeError, 'output label "k" is on no operand'],
    ["a repeated label", "ij->ijj", [x], RangeError, 'drop the second "j"'],
    ["an ellipsis that ends", "...j->j", [x], RangeError, 'the axes of "..." must go on'],
    ["two arrows", "ij->i->", [x], RangeError, "one arrow at most"],
    ["a digit", "i1", [x], RangeError, 'got "i1"'],
    ["two dots", "..i->i", [x], RangeError, 'got "..i"'],
    ["two ellipses", "...i...", [x], RangeError, 'got "...i..."'],
    ["types that differ", "ij,ij", [x, cast(x, "float64")], DTypeError, "float32 and float64"],
    ["bool", "ij", [cast(x, "bool")], DTypeError, "bool"],
  ];
  test.each(cases)("%s", (_, equation, operands, type, part) => {
    expect(() => einsum(equation, ...operands)).toThrow(type);
    expect(() => einsum(equation, ...operands)).toThrow(part);
  });
});
