import { expect, test } from "vitest";
import { ulpError } from "./ulp-error.ts";

test("counts units of the last place and tells kinds apart", () => {
  expect(ulpError(1, 1)).toBe(0);
  expect(ulpError(1 + 2 ** -23, 1)).toBe(1);
  expect(ulpError(1, 1 + 2 ** -24)).toBe(0.5);
  expect(ulpError(4 + 2 ** -20, 4)).toBe(2);
  expect(ulpError(2 ** -148, 2 ** -149)).toBe(1);
  expect(ulpError(NaN, NaN)).toBe(0);
  expect(ulpError(NaN, 1)).toBe(Infinity);
  expect(ulpError(-0, 0)).toBe(Infinity);
  expect(ulpError(Infinity, 1e39)).toBeLessThanOrEqual(0.5);
  expect(ulpError(Infinity, 1e30)).toBe(Infinity);
  expect(ulpError(1, Infinity)).toBe(Infinity);
});
