import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { errorFunction } from "../error-function.ts";
import { negate } from "./arithmetic.ts";
import { erf } from "./erf.ts";

test("limits, signs of zero and NaN", () => {
  expect(erf(tensor([0, -0, Infinity, -Infinity, 7, -7, NaN])).toArray()).toEqual([0, -0, 1, -1, 1, -1, NaN]);
});

test("it is odd, bit by bit", () => {
  const x = tensor(Float64Array.from({ length: 500 }, (_, i) => (i + 0.5) / 60));
  expect(erf(negate(x)).dataSync()).toEqual(negate(erf(x)).dataSync());
});

test("it nowhere falls, across the changes of formula at 1 and 6", () => {
  for (const center of [1, 6])
    for (let i = -200; i < 200; i++) {
      const x = center + i * 2 ** -40;
      expect(errorFunction(x + 2 ** -40)).toBeGreaterThanOrEqual(errorFunction(x));
    }
});
