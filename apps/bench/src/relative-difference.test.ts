import { expect, test } from "vitest";
import { relativeDifference } from "./relative-difference.ts";

const of = (...numbers: number[]): Float32Array => Float32Array.from(numbers);

test.each([
  ["nothing where all are equal", of(1, -2, 0), of(1, -2, 0), 0],
  ["a part of a large entry", of(1, 11), of(1, 10), 0.1],
  [
    "a part of the root mean square where an entry is small",
    of(0.5, 10, -10, 0),
    of(0, 10, -10, 0),
    0.5 / Math.sqrt(50),
  ],
  ["the largest", of(1.5, 1.25), of(1, 1), 0.5],
  ["nothing where both are NaN or both infinite", of(Number.NaN, Infinity), of(Number.NaN, Infinity), 0],
  ["infinite where one is NaN", of(Number.NaN), of(1), Infinity],
  ["infinite where the other is NaN", of(1), of(Number.NaN), Infinity],
  ["infinite where one is infinite", of(1, Infinity), of(1, 1), Infinity],
  ["infinite where signs of infinities differ", of(-Infinity), of(Infinity), Infinity],
  ["infinite for another length", of(1), of(1, 1), Infinity],
])("%s", (_, actual, expected, difference) => {
  expect(relativeDifference(actual, expected)).toBeCloseTo(difference, 6);
});
