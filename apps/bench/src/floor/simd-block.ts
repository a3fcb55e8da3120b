import {
  add,
  add4,
  constant,
  fusedMultiplyAdd4,
  get,
  I32,
  isLess,
  load4,
  loadInAllLanes,
  moduleOf,
  multiply4,
  repeatWhile,
  set,
  store4,
  subtract,
  V128,
} from "./wasm-code.ts";

/** Steps before the sums are stored, as many as a matrix product makes from the fastest cache. */
export const DEPTH = 256;

/** Additions and multiplications of one run. */
export const BLOCK_OPERATIONS: number = DEPTH * 4 * 8 * 2;

// Locals: the parameter, addresses in the rows and in the columns, an entry in all lanes, eight columns, 4 x 8 sums.
const TIMES = 0;
const ROWS = 1;
const COLUMNS = 2;
const ENTRY = 3;
const VECTORS = [4, 5];
const SUMS = [6, 7, 8, 9, 10, 11, 12, 13];

/**
 * A WebAssembly module that exports `run(times)`: the inner loop of a matrix product, 4 rows by 8 columns of sums in
 * registers. No matrix product in 128-bit SIMD is faster, so it measures the arithmetic that one core can do. `fused`
 * multiplies and adds by one instruction of relaxed SIMD, which not every engine has.
 */
export function simdBlock({ fused }: { readonly fused: boolean }): Uint8Array<ArrayBuffer> {
  const block = [
    ...set(ROWS, constant(0)),
    ...set(COLUMNS, constant(0)),
    ...repeatWhile(isLess(get(ROWS), constant(16 * DEPTH)), [
      ...step(fused), // one at a time: engines keep too much in registers when there are more
      ...set(ROWS, add(get(ROWS), constant(16))),
      ...set(COLUMNS, add(get(COLUMNS), constant(32))),
    ]),
    ...SUMS.flatMap((sum, i) => store4(constant(0), 48 * DEPTH + 16 * i, get(sum))), // or a compiler leaves it all out
    ...set(TIMES, subtract(get(TIMES), constant(1))),
  ];
  return moduleOf(
    [
      [2, I32],
      [1 + VECTORS.length + SUMS.length, V128],
    ],
    repeatWhile(get(TIMES), block),
  );
}

/** Adds a column of 4 entries times a row of 8 entries; all of the columns lie from address 0, the rows behind them. */
function step(fused: boolean): number[] {
  const accumulate = (sum: number, vector: number): readonly number[] =>
    fused ? fusedMultiplyAdd4(get(ENTRY), get(vector), get(sum)) : add4(get(sum), multiply4(get(ENTRY), get(vector)));
  return [
    ...VECTORS.flatMap((vector, j) => set(vector, load4(get(COLUMNS), 16 * DEPTH + 16 * j))),
    ...[0, 1, 2, 3].flatMap((row) => [
      ...set(ENTRY, loadInAllLanes(get(ROWS), 4 * row)),
      ...VECTORS.flatMap((vector, j) => {
        const sum = SUMS[2 * row + j]!;
        return set(sum, accumulate(sum, vector));
      }),
    ]),
  ];
}
