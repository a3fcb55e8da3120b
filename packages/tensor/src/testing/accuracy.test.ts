import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DType } from "../dtype.ts";
import { cosh, erf, exp, expm1, log, log1p, pow, sinh, type Tensor, tanh, tensor } from "../index.ts";

type Case = readonly number[];
const file = new URL("./golden/accuracy.json", import.meta.url);
const cases = JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, readonly Case[]>>;
const functions: Readonly<Record<string, (...inputs: [Tensor, Tensor]) => Tensor>> = {
  cosh,
  erf,
  exp,
  expm1,
  log,
  log1p,
  pow,
  sinh,
  tanh,
};

/** The distance of two neighbours of the type around a number. */
function unitOfLastPlace(x: number, dtype: DType): number {
  const [digits, least] = dtype === "float32" ? [23, -126] : [52, -1022];
  const guess = Math.floor(Math.log2(Math.abs(x)));
  const exponent = 2 ** guess > Math.abs(x) ? guess - 1 : guess;
  return 2 ** (Math.max(exponent, least) - digits);
}

/** The error of each case in units of the last place, by the value in twice the digits. */
function errorsOf(name: string, rows: readonly Case[], dtype: DType): number[] {
  const inputs = rows[0]!.slice(0, -2).map((_, k) =>
    tensor(
      rows.map((row) => row[k]!),
      { dtype },
    ),
  );
  const got = functions[name]!(...(inputs as [Tensor, Tensor])).dataSync();
  return rows.map((row, i) => {
    const [high, low] = row.slice(-2) as [number, number];
    return Math.abs(got[i]! - high - low) / unitOfLastPlace(high, dtype);
  });
}

const isSingle = (x: number): boolean => Math.fround(x) === x;
/** Arguments that float32 holds, and a value that it does not round to infinity. */
const heldBySingle = (row: Case): boolean =>
  row.slice(0, -2).every(isSingle) && Number.isFinite(Math.fround(row.at(-2)!));

test("every function has cases, and float32 holds many of them", () => {
  expect(Object.keys(cases).sort()).toEqual(Object.keys(functions).sort());
  for (const rows of Object.values(cases)) {
    expect(rows.length).toBeGreaterThan(90);
    expect(rows.filter(heldBySingle).length).toBeGreaterThan(30);
  }
});

// Largest error over 100,000 random arguments each, on V8: erf 1.21, tanh 2.00, sinh 1.72, cosh 1.28, pow 0.97, others 0.85.
describe.each(Object.keys(functions))("%s", (name) => {
  test("is within 2.5 units of the last place in float64", () => {
    expect(Math.max(...errorsOf(name, cases[name]!, "float64"))).toBeLessThanOrEqual(name === "erf" ? 1.3 : 2.5);
  });

  test("is rounded to float32 from double precision", () => {
    const errors = errorsOf(name, cases[name]!.filter(heldBySingle), "float32");
    expect(Math.max(...errors)).toBeLessThanOrEqual(0.5 + 1e-7);
  });
});
