import { randomKey } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { kFold } from "./k-fold.ts";

const listsOf = (folds: ReturnType<typeof kFold>): { train: number[]; test: number[] }[] =>
  folds.map(({ train, test: held }) => ({ train: [...train.dataSync()], test: [...held.dataSync()] }));

describe("kFold", () => {
  test("cuts rows into runs, the larger ones first", () => {
    // by the rule of scikit-learn's KFold: the first n mod k folds have floor(n / k) + 1 rows, the others floor(n / k)
    expect(listsOf(kFold(7, 3))).toEqual([
      { train: [3, 4, 5, 6], test: [0, 1, 2] },
      { train: [0, 1, 2, 5, 6], test: [3, 4] },
      { train: [0, 1, 2, 3, 4], test: [5, 6] },
    ]);
    expect(kFold(4, 2)[0]!.train.dtype).toBe("int32");
  });

  test("tests each row once, trains on all others, in parts that differ by one at most", () => {
    const cases = fc.integer({ min: 2, max: 150 }).chain((rows) =>
      fc.record({
        rows: fc.constant(rows),
        k: fc.integer({ min: 2, max: rows }),
        seed: fc.option(fc.integer(), { nil: undefined }),
      }),
    );
    fc.assert(
      fc.property(cases, ({ rows, k, seed }) => {
        const all = Array.from({ length: rows }, (_, row) => row);
        const folds = listsOf(kFold(rows, k, seed === undefined ? undefined : randomKey(seed)));
        expect(folds).toHaveLength(k);
        const tested = folds.flatMap((fold) => fold.test);
        expect(tested).toHaveLength(rows);
        expect(new Set(tested)).toEqual(new Set(all));
        for (const fold of folds) expect(fold.train).toEqual(all.filter((row) => !fold.test.includes(row)));
        const sizes = folds.map((fold) => fold.test.length);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("draws by the key", () => {
    expect(kFold(50, 5, randomKey(1))).toEqual(kFold(50, 5, randomKey(1)));
    expect(listsOf(kFold(50, 5, randomKey(1)))).not.toEqual(listsOf(kFold(50, 5, randomKey(2))));
    expect(listsOf(kFold(50, 5, randomKey(1)))).not.toEqual(listsOf(kFold(50, 5)));
  });

  test.each([
    [10, 1],
    [10, 0],
    [10, 11],
    [10, 2.5],
    [10, Number.NaN],
    [0, 2],
    [4.5, 2],
  ])("refuses %d rows in %d parts", (rows, k) => {
    expect(() => kFold(rows, k)).toThrow(RangeError);
  });
});
