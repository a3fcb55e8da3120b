import { contiguousStrides, sizeOf, type WindowAxis } from "@adjoint/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import * as i32 from "../emitter/i32.ts";
import { indicesOf, placeOf, type RandomLayout, randomLayout } from "../testing/random-layout.ts";
import { runKernel } from "../testing/run-kernel.ts";
import { splitRange } from "../testing/split-range.ts";
import { windowArgMax } from "./window-arg-max.ts";

const small = fc.integer({ min: 1, max: 3 });

/** An axis, and windows each of which holds an element. */
const axisWithWindows = fc
  .record({ size: fc.integer({ min: 1, max: 14 }), window: small, stride: small, before: fc.nat(2), after: fc.nat(2) })
  .map(({ size, window, stride, before, after }) => {
    const [front, back] = [Math.min(before, window - 1), Math.min(after, window - 1)];
    const count = Math.floor((size + front + back - window) / stride) + 1;
    return { length: size, axis: { size: count, window, stride, before: front } };
  })
  .filter(({ axis: { size } }) => size > 0);

const special = fc.constantFrom(NaN, -Infinity, Infinity, 0, -0, 1, 2, -3, 4.5);

const randomCase = fc
  .record({
    lead: small,
    all: fc.oneof(
      fc.tuple(axisWithWindows),
      fc.tuple(axisWithWindows, axisWithWindows),
      fc.tuple(axisWithWindows, axisWithWindows, axisWithWindows),
    ),
  })
  .filter(({ all }) => all.reduce((size, { length }) => size * length, 1) < 300)
  .chain(({ lead, all }) =>
    fc.record({
      axes: fc.constant(all.map(({ axis }) => axis)),
      x: randomLayout([lead, ...all.map(({ length }) => length)]),
      parts: splitRange(lead),
    }),
  )
  .chain((given) =>
    fc.record({
      given: fc.constant(given),
      values: fc.array(special, { minLength: given.x.length, maxLength: given.x.length }),
    }),
  );

function naive(x: RandomLayout, axes: readonly WindowAxis[], values: Float32Array): number[] {
  const spatial = x.shape.slice(1);
  const steps = contiguousStrides(spatial);
  return indicesOf([x.shape[0]!, ...axes.map(({ size }) => size)]).map(([n, ...s]) => {
    let [best, largest] = [-1, 0];
    for (const k of indicesOf(axes.map(({ window }) => window))) {
      const at = axes.map(({ stride, before }, i) => s[i]! * stride + k[i]! - before);
      if (!at.every((place, i) => place >= 0 && place < spatial[i]!)) continue;
      const value = values[placeOf(x, [n!, ...at])]!;
      if (best < 0 || value > largest || (Number.isNaN(value) && !Number.isNaN(largest))) {
        best = at.reduce((total, place, i) => total + place * steps[i]!, 0);
        largest = value;
      }
    }
    return best;
  });
}

test("the first of the best elements of each window, NaN before all others, padding never", () => {
  fc.assert(
    fc.property(randomCase, ({ given: { axes, x, parts }, values }) => {
      const array = Float32Array.from(values);
      const sizes = axes.map(({ size }) => size);
      const bytes = x.strides.map((stride) => 4 * stride);
      const kernel = {
        lead: [{ length: x.shape[0]!, steps: [bytes[0]!, 4 * sizeOf(sizes)] }],
        axes,
        spatial: x.shape.slice(1),
        strides: bytes.slice(1),
      };
      const out = runKernel(
        (body, [from], to, _, range) =>
          windowArgMax(body, kernel, range, [i32.add(from!, i32.const(4 * x.offset)), to]),
        [array],
        4 * x.shape[0]! * sizeOf(sizes),
        { parts },
      );
      expect(Array.from(new Int32Array(out))).toEqual(naive(x, axes, array));
    }),
    { numRuns: 300 },
  );
});
