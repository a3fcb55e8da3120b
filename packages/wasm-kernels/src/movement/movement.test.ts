import { contiguousStrides, type DType, sizeOf } from "@adjoint/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as i32 from "../emitter/i32.ts";
import { indicesOf, placeOf, randomLayout } from "../testing/random-layout.ts";
import { runKernel } from "../testing/run-kernel.ts";
import { copyStrided } from "./copy-strided.ts";
import { elementBytes } from "./element-bytes.ts";
import { fill } from "./fill.ts";
import { lanesOf } from "./lanes-of.ts";

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array };
const dtypes = Object.keys(arrays) as DType[];

test.each(dtypes)("copies %s from any strides into order", (dtype) => {
  const bytes = elementBytes[dtype];
  const layouts = fc.array(fc.constantFrom(1, 2, 3, 7, 18), { maxLength: 3 }).chain(randomLayout);
  fc.assert(
    fc.property(layouts, (x) => {
      const values = new arrays[dtype](Array.from({ length: x.length }, (_, i) => (i * 37) % 251));
      const to = contiguousStrides(x.shape).map((stride) => stride * bytes);
      const from = x.strides.map((stride) => stride * bytes);
      const out = runKernel(
        (body, [source], target) =>
          copyStrided(body, { shape: x.shape, bytes, from, to }, i32.add(source!, i32.const(x.offset * bytes)), target),
        [values],
        bytes * sizeOf(x.shape),
      );
      const expected = indicesOf(x.shape).map((index) => values[placeOf(x, index)]!);
      expect(Array.from(new arrays[dtype](out))).toEqual(expected);
    }),
  );
});

test.each(dtypes)("fills %s, and nothing beyond", (dtype) => {
  for (const count of [0, 1, 2, 3, 4, 5, 7, 15, 16, 17, 31, 67]) {
    const bytes = count * elementBytes[dtype];
    const out = runKernel((body, _, target) => fill(body, body.let(lanesOf(dtype, 1)), target, bytes), [], bytes);
    expect(Array.from(new arrays[dtype](out))).toEqual(new Array(count).fill(1));
  }
});
