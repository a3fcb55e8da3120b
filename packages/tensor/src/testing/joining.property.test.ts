import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DType } from "../dtype.ts";
import * as t from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { laidOut } from "./moved-pair.ts";
import { at, build, filled, type Naive, naiveOf, picked } from "./naive-tensor.ts";

const sizes = fc.integer({ min: 0, max: 4 });
const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const layouts = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 });
const numberTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8");
const allTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8", "bool");

const same = (got: Tensor, wanted: Naive): void => expect(naiveOf(got)).toEqual(wanted);

describe("joining and padding, whatever the strides", () => {
  const along = fc
    .record({ shape: fc.array(sizes, { minLength: 1, maxLength: 4 }), axis: fc.nat(3) })
    .filter(({ shape, axis }) => axis < shape.length);

  test("concat, and split as its inverse", () => {
    fc.assert(
      fc.property(
        along,
        allTypes,
        layouts,
        fc.array(sizes, { minLength: 1, maxLength: 3 }),
        ({ shape, axis }, dtype, layout, parts) => {
          const pieces = parts.map((n, k) =>
            filled(
              shape.map((m, i) => (i === axis ? n : m)),
              dtype,
              k,
            ),
          );
          const ends = parts.map((_, k) => parts.slice(0, k + 1).reduce((a, b) => a + b, 0));
          const target = shape.map((n, i) => (i === axis ? ends.at(-1)! : n));
          const wanted = build(target, dtype, (p) => {
            const k = ends.findIndex((end) => p[axis]! < end);
            return at(
              pieces[k]!,
              p.map((q, i) => (i === axis ? q - (ends[k]! - parts[k]!) : q)),
            );
          });
          const joined = t.concat(
            pieces.map((piece) => laidOut(piece, layout)),
            { axis },
          );
          same(joined, wanted);
          t.split(joined, parts, { axis: axis - shape.length }).forEach((part, k) => same(part, pieces[k]!));
        },
      ),
    );
  });

  test("stack", () => {
    fc.assert(
      fc.property(
        shapes,
        allTypes,
        layouts,
        fc.nat(4),
        fc.integer({ min: 1, max: 3 }),
        (shape, dtype, layout, place, count) => {
          const axis = place % (shape.length + 1);
          const pieces = Array.from({ length: count }, (_, k) => filled(shape, dtype, k));
          const target = [...shape.slice(0, axis), count, ...shape.slice(axis)];
          const wanted = build(target, dtype, (p) =>
            at(pieces[p[axis]!]!, [...p.slice(0, axis), ...p.slice(axis + 1)]),
          );
          const laid = pieces.map((piece) => laidOut(piece, layout));
          same(t.stack(laid, { axis }), wanted);
          same(t.stack(laid, { axis: axis - shape.length - 1 }), wanted);
        },
      ),
    );
  });

  test("pad, at the ends and between", () => {
    const widths = fc.array(fc.tuple(fc.nat(2), fc.nat(2), fc.nat(2)), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(shapes, numberTypes, layouts, widths, (shape, dtype, layout, all) => {
        const pairs = all.slice(0, shape.length);
        const x = filled(shape, dtype);
        // each axis as a list of entries of x, null where nothing of x stands
        const axes = shape.map((n, i) => {
          const [before, after, between] = pairs[i]!;
          const inside = Array.from({ length: n }, (_, k) =>
            k === 0 ? [k] : [...new Array<null>(between).fill(null), k],
          );
          return [...new Array<null>(before).fill(null), ...inside.flat(), ...new Array<null>(after).fill(null)];
        });
        const wanted = build(
          axes.map((entries) => entries.length),
          dtype,
          (p) => {
            const from = p.map((q, i) => axes[i]![q]!);
            const inside = from.filter((i) => i !== null);
            return inside.length < from.length ? 9 : at(x, inside);
          },
        );
        same(t.pad(laidOut(x, layout), pairs, { value: 9 }), wanted);
      }),
    );
  });

  test("tile and repeat", () => {
    fc.assert(
      fc.property(
        along,
        allTypes,
        layouts,
        fc.array(fc.nat(3), { maxLength: 4 }),
        ({ shape, axis }, dtype, layout, counts) => {
          const x = filled(shape, dtype);
          const rank = Math.max(shape.length, counts.length);
          const fitted = (list: readonly number[]): number[] => [
            ...new Array<number>(rank - list.length).fill(1),
            ...list,
          ];
          const wide: Naive = { ...x, shape: fitted(shape) };
          const modulo = fitted(counts).map((count, i) =>
            Array.from({ length: count * wide.shape[i]! }, (_, k) => k % wide.shape[i]!),
          );
          same(t.tile(laidOut(x, layout), counts), picked(wide, modulo));
          const count = counts.length;
          const slow = shape.map((n, i) =>
            Array.from({ length: i === axis ? n * count : n }, (_, k) => (i === axis ? Math.floor(k / count) : k)),
          );
          same(t.repeat(laidOut(x, layout), count, { axis }), picked(x, slow));
        },
      ),
    );
  });

  test("oneHot", () => {
    fc.assert(
      fc.property(shapes, allTypes, layouts, fc.nat(5), (shape, dtype, layout, count) => {
        const indices = filled(shape, "int32");
        const wanted = build([...shape, count], dtype, (p) => Number(at(indices, p.slice(0, -1)) === p.at(-1)));
        same(t.oneHot(laidOut(indices, layout), count, dtype), wanted);
      }),
    );
  });
});
