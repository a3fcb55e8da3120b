import * as fc from "fast-check";
import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { ShapeError } from "../errors.ts";
import { argSort, flip, swapLastAxes } from "../index.ts";

const order = (x: readonly number[], descending = false): number[] =>
  argSort(tensor([...x], { dtype: "float64" }), { descending }).toArray() as number[];

/** By insertion: each position goes behind those that must not follow it. */
function naiveOrder(x: readonly number[], descending: boolean): number[] {
  const mayPrecede = (a: number, b: number): boolean =>
    Number.isNaN(b) || (!Number.isNaN(a) && (descending ? a >= b : a <= b));
  const sorted: number[] = [];
  x.forEach((value, i) => {
    let at = sorted.length;
    while (at > 0 && !mayPrecede(x[sorted[at - 1]!]!, value)) at--;
    sorted.splice(at, 0, i);
  });
  return sorted;
}

// few distinct values, so that ties are common, and all the special ones
const anyNumber = fc.oneof(
  fc.constantFrom(0, -0, 1, -1, NaN, Infinity, -Infinity),
  fc.integer({ min: -3, max: 3 }),
  fc.double(),
);

test("any numbers are sorted as insertion sorts them: stable, NaN last, both ways", () => {
  fc.assert(
    fc.property(fc.array(anyNumber, { maxLength: 30 }), fc.boolean(), (x, descending) => {
      expect(order(x, descending)).toEqual(naiveOrder(x, descending));
    }),
    { numRuns: 500 },
  );
});

test("an axis of any shape, seen through any strides, is sorted row by row", () => {
  const shapes = fc.tuple(fc.nat(4), fc.nat(5));
  fc.assert(
    fc.property(shapes, fc.infiniteStream(anyNumber), ([rows, columns], stream) => {
      const x = Array.from({ length: rows }, () => Array.from({ length: columns }, () => Number(stream.next().value)));
      const t = tensor(x.flat(), { shape: [rows, columns], dtype: "float64" });
      const expected = x.map((row) => naiveOrder(row, false));
      expect(argSort(t).toArray()).toEqual(expected);
      expect(swapLastAxes(argSort(swapLastAxes(t), { axis: 0 })).toArray()).toEqual(expected);
      const reversed = x.map((row) => naiveOrder([...row].reverse(), true));
      expect(argSort(flip(t, { axis: 1 }), { descending: true }).toArray()).toEqual(reversed);
    }),
  );
});

test("the positions are int32, for every type of element", () => {
  expect(argSort(tensor([3, 1, 2])).dtype).toBe("int32");
  expect(argSort(tensor([200, 1, 100], { dtype: "uint8" }), { descending: true }).toArray()).toEqual([0, 2, 1]);
  expect(argSort(tensor([-1, 5, -7], { dtype: "int32" })).toArray()).toEqual([2, 0, 1]);
  expect(argSort(tensor([true, false, true])).toArray()).toEqual([1, 0, 2]);
});

test("ties keep their order, the signs of zero too, and infinities are ordinary ends", () => {
  expect(order([0, -0, 0])).toEqual([0, 1, 2]);
  expect(order([0, -0, 0], true)).toEqual([0, 1, 2]);
  expect(order([Infinity, NaN, -Infinity, Infinity, NaN, 1])).toEqual([2, 5, 0, 3, 1, 4]);
  expect(order([Infinity, NaN, -Infinity, Infinity, NaN, 1], true)).toEqual([0, 3, 5, 2, 1, 4]);
});

test("an empty axis has an empty order, a scalar has none", () => {
  expect(argSort(tensor([], { shape: [2, 0] })).shape).toEqual([2, 0]);
  expect(() => argSort(tensor(1))).toThrow(ShapeError);
  expect(() => argSort(tensor([1]), { axis: 1 })).toThrow(/^argSort: axis must be/);
});
