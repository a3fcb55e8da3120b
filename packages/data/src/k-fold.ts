import { permutation, type RandomKey } from "@adjoint/tensor";
import { holdOut, type Split } from "./internal/hold-out.ts";

/**
 * `k` ways to hold out a part of the rows, such that each row is held out once.
 *
 * The parts are runs of rows or, with a key, drawn by it. Their sizes differ by one at most, the larger ones first.
 * @throws RangeError unless k is an integer, 2 <= k <= rows.
 * @see Hastie, Tibshirani & Friedman 2009, The Elements of Statistical Learning, 2nd ed., section 7.10.1.
 * @example for (const { train, test } of kFold(rowCount(data), 5, key)) fit(selectRows(data, train))
 */
export function kFold(rows: number, k: number, key?: RandomKey): readonly Split[] {
  if (!Number.isInteger(rows) || !Number.isInteger(k) || k < 2 || k > rows)
    throw new RangeError(`kFold: rows fall into 2 parts or more, one a row at most, got ${k} of ${rows}; try 5?`);
  const order = key ? permutation(key, rows).dataSync() : Int32Array.from({ length: rows }, (_, row) => row);
  const startOf = (part: number): number => part * Math.floor(rows / k) + Math.min(part, rows % k);
  return Array.from({ length: k }, (_, part) => holdOut(rows, order.subarray(startOf(part), startOf(part + 1))));
}
