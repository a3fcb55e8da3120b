import { DTypeError, foldIn, randomKey, ShapeError, tensor, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { batches } from "./batches.ts";

/** x [n] counts the rows, y [n] are their labels. */
const labelled = (labels: readonly number[]) => ({
  x: tensor(Int32Array.from(labels.keys())),
  y: tensor(Int32Array.from(labels)),
});

const countsOf = (labels: Iterable<number>, classes: Iterable<number>): number[] => {
  const all = [...labels];
  return [...new Set(classes)].map((label) => all.filter((other) => other === label).length);
};

describe("a balanced epoch", () => {
  const labels = fc.array(fc.integer({ min: -2, max: 3 }), { minLength: 1, maxLength: 80 });

  test("has every class equally often, over all and in every batch, and each row with its label", () => {
    fc.assert(
      fc.property(labels, fc.integer(), fc.integer({ min: 1, max: 20 }), (all, seed, batchSize) => {
        const epoch = [...batches(labelled(all), { batchSize, key: randomKey(seed), balanced: "y" })];
        const drawn = epoch.map(({ x, y }) => {
          const rows = [...x.dataSync()];
          expect(rows.map((row) => all[row])).toEqual([...y.dataSync()]);
          // a batch may begin and end within a round, where each class has come once or not
          const counts = countsOf(y.dataSync(), all);
          expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(2);
          return rows;
        });
        const rows = drawn.flat();
        expect(rows).toHaveLength(all.length);
        const counts = countsOf(
          rows.map((row) => all[row]!),
          all,
        );
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
        // no row comes for the second time before all of its class have come
        for (const label of new Set(all)) {
          const ofClass = countsOf(
            rows.filter((row) => all[row] === label),
            all.flatMap((other, row) => (other === label ? [row] : [])),
          );
          expect(Math.max(...ofClass) - Math.min(...ofClass)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  test("has the order of its key, and each row of a class in each place equally often", () => {
    const data = labelled([0, 0, 0, 1]);
    const rowsFor = (seed: number) => {
      const { value } = batches(data, { batchSize: "full", key: foldIn(randomKey(1), seed), balanced: "y" }).next();
      return value ? [...value.x.dataSync()] : [];
    };
    expect(rowsFor(3)).toEqual(rowsFor(3));
    const first = Array.from({ length: 6000 }, (_, seed) => rowsFor(seed)[0]!);
    // a class first in half of the epochs, row 3 always for class 1, rows 0 to 2 a third each for class 0
    const expected = [1000, 1000, 1000, 3000];
    countsOf(first, [0, 1, 2, 3]).forEach((count, row) => {
      expect(Math.abs(count - expected[row]!)).toBeLessThan(5 * 39); // standard deviation sqrt(6000 / 4) = 39 at most
    });
  });

  test("of a rare class repeats its rows, and of a single class is a permutation", () => {
    const rare = batches(labelled([0, 0, 0, 0, 0, 0, 0, 1]), { batchSize: "full", key: randomKey(0), balanced: "y" });
    expect(countsOf(rare.next().value!.x.dataSync(), [7])).toEqual([4]);
    const one = batches(labelled([5, 5, 5]), { batchSize: "full", key: randomKey(0), balanced: "y" });
    expect(new Set(one.next().value!.x.dataSync())).toEqual(new Set([0, 1, 2]));
  });

  test("goes on from a cursor", () => {
    const options = { batchSize: 3, key: randomKey(4), balanced: "y" };
    const data = labelled([0, 0, 1, 0, 2, 0, 0, 1]);
    const rows = (start: number) => [...batches(data, { ...options, start })].map(({ x }) => x.toArray());
    expect(rows(2)).toEqual(rows(0).slice(2));
  });

  test("needs a key, and integer labels that are there, one a row", () => {
    const data = { ...labelled([0, 1]), z: zeros([2]), w: zeros([2, 1], "int32"), names: ["a"] };
    const attempt = (balanced: string) => () => batches(data, { batchSize: 1, key: randomKey(0), balanced });
    expect(() => batches(data, { batchSize: 1, balanced: "y" })).toThrow("balancing needs a key, got none");
    expect(attempt("label")).toThrow('balanced names a tensor of the data (x, y, z, w, names), got "label"');
    expect(attempt("names")).toThrow(TypeError);
    expect(attempt("toString")).toThrow(TypeError);
    expect(attempt("z")).toThrow(DTypeError);
    expect(attempt("w")).toThrow(ShapeError);
  });
});
