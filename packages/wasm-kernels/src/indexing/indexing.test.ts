import { contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Loop } from "../emitter/each-place.ts";
import * as i32 from "../emitter/i32.ts";
import { indicesOf, placeOf, type RandomLayout, randomLayout } from "../testing/random-layout.ts";
import { runKernel } from "../testing/run-kernel.ts";
import { splitRange } from "../testing/split-range.ts";
import type { Indices } from "./place-of.ts";
import { type ScatterAddInRows, scatterAddInRows, scatterWorkspace } from "./scatter-add-in-rows.ts";
import { type ScatterAddRows, scatterAddRows, scatterRowsWorkspace } from "./scatter-add-rows.ts";
import { takeInRows } from "./take-in-rows.ts";
import { takeRows } from "./take-rows.ts";

const count = fc.integer({ min: 1, max: 5 });
const few = fc.constantFrom(1, 3, 8, 13);
const inBytes = (strides: Shape, bytes = 4): number[] => strides.map((stride) => stride * bytes);
const numbers = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin(i * 12.9898) * 437.5);

/** Indices of a layout from -size to size - 1. */
const indicesIn = (layout: RandomLayout, size: number): fc.Arbitrary<Int32Array> =>
  fc
    .array(fc.integer({ min: -size, max: size - 1 }), { minLength: layout.length, maxLength: layout.length })
    .map((values) => Int32Array.from(values));
const inside = (index: number, size: number): number => (index < 0 ? index + size : index);
const checked = (size: number): Indices => ({ dtype: "int32", size, complain: () => {} });

/** Loops over all axes but the last, at least one. */
const rowsOf = (lead: Shape, strides: readonly Shape[]): Loop[] =>
  [...lead, 1].slice(0, Math.max(lead.length, 1)).map((length, axis) => ({
    length,
    steps: strides.map((each) => (lead.length > 0 ? each[axis]! * 4 : 0)),
  }));

const inRows = fc
  .record({ lead: fc.array(count, { maxLength: 2 }), size: count, taken: count })
  .chain(({ lead, size, taken }) =>
    fc.record({
      lead: fc.constant(lead),
      size: fc.constant(size),
      x: randomLayout([...lead, size]),
      values: randomLayout([...lead, taken]),
      index: randomLayout([...lead, taken]),
      parts: splitRange(lead[0] ?? 1),
    }),
  )
  .chain((given) => fc.record({ given: fc.constant(given), indices: indicesIn(given.index, given.size) }));

test("takeInRows takes what each row's indices say", () => {
  fc.assert(
    fc.property(inRows, ({ given: { lead, size, x, index, parts }, indices }) => {
      const taken = index.shape.at(-1)!;
      const outStrides = contiguousStrides(index.shape);
      const all = [x.strides, index.strides, outStrides];
      const kernel = {
        indices: checked(size),
        bytes: 4 as const,
        rows: rowsOf(lead, all),
        count: taken,
        steps: all.map((strides) => strides.at(-1)! * 4),
      };
      const values = numbers(x.length);
      const out = runKernel(
        (body, [from, at], to, _, range) =>
          takeInRows(body, kernel, range, [
            i32.add(from!, i32.const(4 * x.offset)),
            i32.add(at!, i32.const(4 * index.offset)),
            to,
          ]),
        [values, indices],
        4 * sizeOf(index.shape),
        { parts },
      );
      const expected = indicesOf(index.shape).map((at) => {
        const place = inside(indices[placeOf(index, at)]!, size);
        return values[placeOf(x, [...at.slice(0, -1), place])]!;
      });
      expect(Array.from(new Float32Array(out))).toEqual(expected);
    }),
  );
});

test("scatterAddInRows adds in double precision, in order", () => {
  fc.assert(
    fc.property(inRows, ({ given: { lead, size, values, index, parts }, indices }) => {
      const outShape = [...lead, size];
      const all = [index.strides, values.strides, contiguousStrides(outShape)];
      const kernel: ScatterAddInRows = {
        indices: checked(size),
        rows: rowsOf(lead, all),
        count: index.shape.at(-1)!,
        steps: all.slice(0, 2).map((strides) => strides.at(-1)! * 4),
        areDistinct: false,
      };
      const added = numbers(values.length);
      const out = runKernel(
        (body, [at, from], to, workspace, range) =>
          scatterAddInRows(
            body,
            kernel,
            range,
            [i32.add(at!, i32.const(4 * index.offset)), i32.add(from!, i32.const(4 * values.offset)), to],
            workspace,
          ),
        [indices, added],
        4 * sizeOf(outShape),
        { workspace: scatterWorkspace(kernel), parts },
      );
      const sums = new Float64Array(sizeOf(outShape));
      for (const at of indicesOf(index.shape)) {
        const row = sizeOf(lead) === 0 ? 0 : rowNumber(lead, at);
        sums[row * size + inside(indices[placeOf(index, at)]!, size)]! += added[placeOf(values, at)]!;
      }
      expect(new Float32Array(out)).toEqual(Float32Array.from(sums));
    }),
  );
});

const rowNumber = (lead: Shape, at: Shape): number =>
  contiguousStrides(lead).reduce((row, stride, i) => row + stride * at[i]!, 0);

test("scatterAddInRows of distinct indices writes what there is", () => {
  const kernel: ScatterAddInRows = {
    indices: { dtype: "uint8", size: 7 },
    rows: [{ length: 2, steps: [3, 12, 28] }],
    count: 3,
    steps: [1, 4],
    areDistinct: true,
  };
  const out = runKernel(
    (body, [at, from], to, workspace, range) => scatterAddInRows(body, kernel, range, [at!, from!, to], workspace),
    [Uint8Array.of(6, 0, 3, 1, 2, 4), Float32Array.of(1, 2, 3, 4, 5, 6)],
    4 * 14,
    { parts: [[0, 2]] },
  );
  expect(Array.from(new Float32Array(out))).toEqual([2, 0, 0, 3, 0, 0, 1, 0, 4, 5, 0, 6, 0, 0]);
});

const wholeRows = fc
  .record({
    size: count,
    taken: few,
    row: fc.oneof(fc.tuple(fc.constantFrom(1, 5, 19)), fc.tuple(count, count), fc.constant([])),
  })
  .chain(({ size, taken, row }) =>
    fc.record({
      size: fc.constant(size),
      x: randomLayout([size, ...row]),
      values: randomLayout([taken, ...row]),
      index: randomLayout([taken]),
      rowParts: splitRange(size),
      parts: splitRange(taken),
    }),
  )
  .chain((given) => fc.record({ given: fc.constant(given), indices: indicesIn(given.index, given.size) }));

test("takeRows takes whole rows", () => {
  fc.assert(
    fc.property(
      wholeRows,
      ({
        given: {
          size,
          x,
          values: { shape },
          index,
          parts,
        },
        indices,
      }) => {
        const to = contiguousStrides(shape);
        const kernel = {
          indices: checked(size),
          bytes: 4 as const,
          steps: inBytes([x.strides[0]!, index.strides[0]!, to[0]!]),
          row: shape.slice(1),
          from: inBytes(x.strides.slice(1)),
          to: inBytes(to.slice(1)),
        };
        const values = numbers(x.length);
        const out = runKernel(
          (body, [from, at], target, _, range) =>
            takeRows(body, kernel, range, [
              i32.add(from!, i32.const(4 * x.offset)),
              i32.add(at!, i32.const(4 * index.offset)),
              target,
            ]),
          [values, indices],
          4 * sizeOf(shape),
          { parts },
        );
        const expected = indicesOf(shape).map(([k, ...rest]) => {
          return values[placeOf(x, [inside(indices[placeOf(index, [k!])]!, size), ...rest])]!;
        });
        expect(Array.from(new Float32Array(out))).toEqual(expected);
      },
    ),
  );
});

test("scatterAddRows adds whole rows in double precision, in order", () => {
  fc.assert(
    fc.property(wholeRows, ({ given: { size, values, index, rowParts }, indices }) => {
      const kernel: ScatterAddRows = {
        indices: checked(size),
        count: values.shape[0]!,
        indexStep: 4 * index.strides[0]!,
        valueStep: 4 * values.strides[0]!,
        row: values.shape.slice(1),
        from: inBytes(values.strides.slice(1)),
      };
      const added = numbers(values.length);
      const width = sizeOf(kernel.row);
      const out = runKernel(
        (body, [at, from], to, workspace, range) =>
          scatterAddRows(
            body,
            kernel,
            range,
            [i32.add(at!, i32.const(4 * index.offset)), i32.add(from!, i32.const(4 * values.offset)), to],
            workspace,
          ),
        [indices, added],
        4 * size * width,
        { workspace: scatterRowsWorkspace(kernel), parts: rowParts },
      );
      const sums = new Float64Array(size * width);
      const inRow = contiguousStrides(kernel.row);
      for (const [k, ...rest] of indicesOf(values.shape)) {
        const row = inside(indices[placeOf(index, [k!])]!, size);
        const column = rest.reduce((at, i, axis) => at + i * inRow[axis]!, 0);
        sums[row * width + column]! += added[placeOf(values, [k!, ...rest])]!;
      }
      expect(new Float32Array(out)).toEqual(Float32Array.from(sums));
    }),
  );
});

test("an index out of range is complained about, and taken as the first", () => {
  const kernel = { bytes: 4 as const, rows: [{ length: 1, steps: [0, 0, 0] }], count: 4, steps: [4, 4, 4] };
  const out = runKernel(
    (body, [x, at], to, _, range) => {
      const complain: Indices["complain"] = (inner, index) => inner.do(i32.store(to, index, 16));
      takeInRows(body, { ...kernel, indices: { ...checked(3), complain } }, range, [x!, at!, to]);
    },
    [Float32Array.of(5, 6, 7), Int32Array.of(-3, 2, 3, -4)],
    20,
  );
  expect(Array.from(new Float32Array(out, 0, 4))).toEqual([5, 7, 5, 5]);
  expect(new Int32Array(out)[4]).toBe(-4);
});
