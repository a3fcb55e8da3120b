import { describe, expect, test } from "vitest";
import type { DType } from "../dtype.ts";
import { isFloat } from "../dtype.ts";
import { broadcastTo, cast, flip, transpose } from "../index.ts";
import type { NestedNumbers, Tensor } from "../tensor.ts";
import { type PrimitiveCase, sampleInputs } from "./primitive-case.ts";
import { primitiveCases } from "./primitive-cases.ts";

const tolerances: Partial<Record<DType, number>> = { float32: 2e-6, float64: 1e-12 };

const flat = (nested: NestedNumbers): number[] => (Array.isArray(nested) ? nested.flatMap(flat) : [nested]);
const formOf = (nested: NestedNumbers): number[] =>
  Array.isArray(nested) ? [nested.length, ...(nested.length ? formOf(nested[0]!) : [])] : [];

function expectReference({ run, reference }: PrimitiveCase, inputs: readonly Tensor[], dtype: DType): void {
  const got = run(...inputs);
  const expected = reference(...(inputs.map((x) => x.toArray()) as never[]));
  expect(got.shape).toEqual(formOf(expected));
  const values = got.dataSync();
  flat(expected).forEach((x, i) => {
    if (Number.isFinite(x))
      expect(Math.abs(values[i]! - x)).toBeLessThanOrEqual(tolerances[dtype]! * Math.max(1, Math.abs(x)));
    else expect(values[i]).toBe(x);
  });
}

/** The same values behind other strides: every axis reversed in the buffer, and the axes in reverse order. */
const scrambled = (x: Tensor): Tensor => {
  const stored = transpose(flip(x));
  const copied = stored.rank ? cast(cast(stored, x.dtype === "float64" ? "float32" : "float64"), x.dtype) : stored;
  return transpose(flip(copied));
};

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  test.each(primitiveCases)("$name gives what the naive reference gives", (row) => {
    expectReference(row, sampleInputs(row, dtype), dtype);
  });

  test.each(primitiveCases)("$name takes views of any strides", (row) => {
    const views = sampleInputs(row, dtype).map((x) => (isFloat(x.dtype) ? scrambled(x) : x));
    expectReference(row, views, dtype);
  });
});

test("sample inputs survive the scrambling bit by bit", () => {
  const [x] = sampleInputs(primitiveCases[0]!, "float64") as [Tensor];
  expect(scrambled(x).toArray()).toEqual(x.toArray());
  expect(scrambled(x).view!.strides).not.toEqual(x.view!.strides);
  expect(scrambled(broadcastTo(x, [2, 2, 3])).toArray()).toEqual(broadcastTo(x, [2, 2, 3]).toArray());
});
