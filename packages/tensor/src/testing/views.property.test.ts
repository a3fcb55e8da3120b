import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DType } from "../dtype.ts";
import { reshape } from "../index.ts";
import { isContiguous, type NestedNumbers } from "../tensor.ts";
import { laidOut, type Move, move, startPair } from "./moved-pair.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const dtypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8", "bool");
const choices = fc.array(fc.nat(50), { minLength: 4, maxLength: 4 });
const numbersIn = (nested: NestedNumbers): number[] => (Array.isArray(nested) ? nested.flatMap(numbersIn) : [nested]);
const views: readonly Move["kind"][] = ["transpose", "flip", "slice", "index", "broadcast", "expand", "squeeze"];
const moves = (kinds: readonly Move["kind"][]): fc.Arbitrary<Move[]> =>
  fc.array(fc.record({ kind: fc.constantFrom(...kinds), choices }), { maxLength: 8 });

describe("a chain of movement operations", () => {
  test("gives what it gives on plain nested values, in any order, on any type", () => {
    fc.assert(
      fc.property(shapes, dtypes, moves([...views, "merge", "divide"]), (shape, dtype, chain) => {
        const { tensor, naive } = chain.reduce(move, startPair(shape, dtype));
        expect(tensor.dtype).toBe(dtype);
        expect(tensor.shape).toEqual(naive.shape);
        expect([...tensor.dataSync()]).toEqual(naive.values);
      }),
      { numRuns: 3000 },
    );
  });

  test("never copies, unless reshape has to", () => {
    fc.assert(
      fc.property(shapes, dtypes, moves(views), (shape, dtype, chain) => {
        const start = startPair(shape, dtype);
        expect(chain.reduce(move, start).tensor.view!.buffer).toBe(start.tensor.view!.buffer);
      }),
      { numRuns: 500 },
    );
  });

  test("is seen element by element through toArray, item and toString alike", () => {
    fc.assert(
      fc.property(shapes, moves(views), (shape, chain) => {
        const { tensor, naive } = chain.reduce(move, startPair(shape, "int32"));
        expect(numbersIn(tensor.toArray())).toEqual(naive.values);
        if (naive.values.length === 1) expect(tensor.item()).toBe(naive.values[0]);
        const shown = tensor.toString().split(" ").slice(2).join("").replace(/[[\]]/g, "");
        if (naive.shape.every((n) => n <= 7))
          expect(shown.split(",").filter(Boolean).map(Number)).toEqual(naive.values);
      }),
      { numRuns: 500 },
    );
  });
});

test("reshape sees the same buffer wherever some strides can show the new shape", () => {
  // by search: strides of the new axes are the gaps between the places that they must reach
  const placesOf = (shape: readonly number[], strides: readonly number[], offset: number): number[] =>
    shape.reduce<number[]>(
      (found, n, axis) => found.flatMap((at) => Array.from({ length: n }, (_, i) => at + i * strides[axis]!)),
      [offset],
    );
  fc.assert(
    fc.property(
      shapes,
      moves(views),
      fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
      (shape, chain, cut) => {
        const { tensor } = chain.reduce(move, startPair(shape, "float32"));
        const rest = tensor.size / cut.reduce((a, b) => a * b, 1);
        if (!Number.isInteger(rest) || tensor.size === 0) return;
        const target = [...cut, rest];
        const { buffer, strides, offset } = tensor.view!;
        const places = placesOf(tensor.shape, strides, offset);
        const wanted = target.map((n, axis) => {
          const gap = target.slice(axis + 1).reduce((a, b) => a * b, 1);
          return n === 1 ? 0 : places[gap]! - places[0]!;
        });
        const canShow = placesOf(target, wanted, offset).every((place, i) => place === places[i]);
        expect(reshape(tensor, target).view!.buffer === buffer).toBe(canShow);
      },
    ),
    { numRuns: 3000 },
  );
});

test("dataSync is the storage itself just where the elements lie side by side", () => {
  fc.assert(
    fc.property(shapes, moves(views), (shape, chain) => {
      const { tensor } = chain.reduce(move, startPair(shape, "float64"));
      const { buffer, strides } = tensor.view!;
      const isShared = tensor.dataSync().buffer === buffer.buffer;
      expect(isShared).toBe(isContiguous(tensor.shape, strides));
    }),
  );
});

test("values laid out by any strides are the values", () => {
  fc.assert(
    fc.property(shapes, dtypes, choices, (shape, dtype, layout) => {
      const { naive } = startPair(shape, dtype);
      const seen = laidOut(naive, layout);
      expect(seen.shape).toEqual(shape);
      expect([...seen.dataSync()]).toEqual(naive.values);
    }),
  );
});
