import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DType } from "../dtype.ts";
import * as t from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { laidOut } from "./moved-pair.ts";
import {
  at,
  build,
  filled,
  filledIndices,
  type Naive,
  naiveOf,
  positionsOf,
  stored,
  stretched,
} from "./naive-tensor.ts";

const sizes = fc.integer({ min: 0, max: 4 });
const layouts = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 });
const numberTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8");
const allTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8", "bool");

const same = (got: Tensor, wanted: Naive): void => expect(naiveOf(got)).toEqual(wanted);

describe("indexing, whatever the strides", () => {
  const fromFront = (i: number, n: number): number => (i < 0 ? i + n : i);
  const along = fc
    .record({ shape: fc.array(sizes, { minLength: 1, maxLength: 4 }), axis: fc.nat(3) })
    .filter(({ shape, axis }) => shape[axis] !== undefined && shape[axis] > 0);

  test("take", () => {
    fc.assert(
      fc.property(
        along,
        allTypes,
        layouts,
        fc.array(sizes, { maxLength: 2 }),
        ({ shape, axis }, dtype, layout, form) => {
          const [x, indices] = [filled(shape, dtype), filledIndices(form, shape[axis]!, layout[0]!)];
          const target = [...shape.slice(0, axis), ...form, ...shape.slice(axis + 1)];
          const wanted = build(target, dtype, (p) => {
            const index = at(indices, p.slice(axis, axis + form.length));
            return at(x, [...p.slice(0, axis), fromFront(index, shape[axis]!), ...p.slice(axis + form.length)]);
          });
          same(t.take(laidOut(x, layout), laidOut(indices, layout), { axis }), wanted);
        },
      ),
    );
  });

  test("scatterAdd", () => {
    fc.assert(
      fc.property(
        along,
        numberTypes,
        layouts,
        fc.array(sizes, { maxLength: 2 }),
        ({ shape, axis }, dtype, layout, form) => {
          const [x, indices] = [filled(shape, dtype), filledIndices(form, shape[axis]!, layout[0]!)];
          const values = filled([...shape.slice(0, axis), ...form, ...shape.slice(axis + 1)], dtype, 5);
          const places = positionsOf(values.shape).map((p) => {
            const index = at(indices, p.slice(axis, axis + form.length));
            return [...p.slice(0, axis), fromFront(index, shape[axis]!), ...p.slice(axis + form.length)].join();
          });
          const wanted = build(shape, dtype, (p) =>
            stored(
              values.values.reduce((sum, v, i) => (places[i] === p.join() ? sum + v : sum), at(x, p)),
              dtype,
            ),
          );
          same(t.scatterAdd(laidOut(x, layout), laidOut(indices, layout), laidOut(values, layout), { axis }), wanted);
        },
      ),
    );
  });

  test("takeAlongAxis, other axes stretching", () => {
    fc.assert(
      fc.property(along, allTypes, layouts, sizes, ({ shape, axis }, dtype, layout, count) => {
        const form = shape.map((n, i) => (i === axis ? count : layout[i]! % 3 === 0 ? 1 : n));
        const [x, indices] = [filled(shape, dtype), filledIndices(form, shape[axis]!, layout[0]!)];
        const target = shape.map((n, i) => (i === axis ? count : n));
        const wide = stretched(indices, target);
        const wanted = build(target, dtype, (p) =>
          at(
            x,
            p.map((q, i) => (i === axis ? fromFront(at(wide, p), shape[axis]!) : q)),
          ),
        );
        same(t.takeAlongAxis(laidOut(x, layout), laidOut(indices, layout), { axis }), wanted);
      }),
    );
  });

  test("scatterAddAlongAxis", () => {
    fc.assert(
      fc.property(along, numberTypes, layouts, sizes, ({ shape, axis }, dtype, layout, count) => {
        const form = shape.map((n, i) => (i === axis ? count : n));
        const [x, indices] = [filled(shape, dtype), filledIndices(form, shape[axis]!, layout[0]!)];
        const values = filled(form, dtype, 5);
        const places = positionsOf(form).map((p) =>
          p.map((q, i) => (i === axis ? fromFront(at(indices, p), shape[axis]!) : q)).join(),
        );
        const wanted = build(shape, dtype, (p) =>
          stored(
            values.values.reduce((sum, v, i) => (places[i] === p.join() ? sum + v : sum), at(x, p)),
            dtype,
          ),
        );
        const run = t.scatterAddAlongAxis;
        same(run(laidOut(x, layout), laidOut(indices, layout), laidOut(values, layout), { axis }), wanted);
      }),
    );
  });
});
