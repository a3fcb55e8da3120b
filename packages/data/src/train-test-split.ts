import { permutation, type RandomKey } from "@adjoint/tensor";
import { holdOut } from "./internal/hold-out.ts";
import { type Rows, rowCount } from "./rows.ts";
import { selectRows } from "./select-rows.ts";

/**
 * Which rows to test on: rows 0, n, 2n ... (`every: n`, an integer >= 2), or the fraction of them (above 0, below 1,
 * rounded to whole rows) that a key draws.
 */
export type SplitRule = { readonly every: number } | { readonly fraction: number; readonly key: RandomKey };

/**
 * Training and test rows of every tensor, each in their old order; lists of names go to both.
 * @throws RangeError when the rule is out of range, or leaves no row to train or to test on; ShapeError when the
 * tensors differ in their first axis; TypeError when there is none, or a fraction comes without a key.
 * @example const { train, test } = trainTestSplit(toDataset(table, { target: "digit" }), { every: 5 })
 * @example const { train, test } = trainTestSplit({ x, y }, { fraction: 0.2, key: randomKey(0) })
 */
export function trainTestSplit<R extends Rows<R>>(data: R, rule: SplitRule): { readonly train: R; readonly test: R } {
  const rows = rowCount(data, "trainTestSplit");
  const held = heldRows(rows, rule);
  if (held.length === 0 || held.length === rows)
    throw new RangeError(
      `trainTestSplit: both parts need a row, got ${held.length} of ${rows} rows to test on; choose another part?`,
    );
  const { train, test } = holdOut(rows, held);
  return { train: selectRows(data, train), test: selectRows(data, test) };
}

function heldRows(rows: number, rule: SplitRule): ArrayLike<number> & Iterable<number> {
  if ("every" in rule) {
    const { every } = rule;
    if (!Number.isInteger(every) || every < 2)
      throw new RangeError(`trainTestSplit: every must be an integer >= 2, got ${every}; try 5?`);
    return Array.from({ length: Math.ceil(rows / every) }, (_, i) => i * every);
  }
  const { fraction, key } = rule;
  if (!(fraction > 0 && fraction < 1))
    throw new RangeError(`trainTestSplit: fraction must be above 0 and below 1, got ${fraction}; try 0.2?`);
  if (key === undefined)
    throw new TypeError("trainTestSplit: a fraction needs the key that draws it, got none; add key: randomKey(0)?");
  return permutation(key, rows)
    .dataSync()
    .subarray(0, Math.round(fraction * rows));
}
