import { expect, test } from "vitest";
import { dice } from "./dice.ts";
import { jaccard } from "./jaccard.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";
import { tversky } from "./tversky.ts";

const predictions = doubles([
  [1, 1, 0, 0],
  [0.5, 0.2, 0.9, 0.1],
]);
const targets = doubles([
  [1, 0, 0, 1],
  [1, 0, 1, 0],
]);

test("weighs false positives by alpha, missed ones by beta", () => {
  const options = { alpha: 0.3, beta: 0.7, smoothing: 0.5, reduction: "none" } as const;
  const [a, b] = numbersOf(tversky(predictions, targets, options));
  expect(relative(a, 1 - 1.5 / (1 + 0.3 + 0.7 + 0.5))).toBeLessThan(1e-15);
  expect(relative(b, 1 - 1.9 / (1.4 + 0.3 * 0.3 + 0.7 * 0.6 + 0.5))).toBeLessThan(1e-14);
});

test("is the Jaccard loss for 1 and 1, the Dice loss for halves without smoothing", () => {
  expect(tversky(predictions, targets, { alpha: 1, beta: 1 }).item()).toBe(jaccard(predictions, targets).item());
  const smoothing = 0;
  expect(tversky(predictions, targets, { smoothing }).item()).toBe(dice(predictions, targets, { smoothing }).item());
});

test.each([{ alpha: -1 }, { beta: -1 }, { smoothing: Number.NaN }])("throws for %o", (options) => {
  expect(() => tversky(predictions, targets, options)).toThrow(RangeError);
});
