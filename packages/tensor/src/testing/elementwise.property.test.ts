import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DType } from "../dtype.ts";
import * as t from "../index.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { laidOut } from "./moved-pair.ts";
import { at, build, filled, type Naive, naiveOf, narrowed, stored, stretched } from "./naive-tensor.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const layouts = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 });
const numberTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8");
const allTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8", "bool");

const same = (got: Tensor, wanted: Naive): void => expect(naiveOf(got)).toEqual(wanted);

describe("operations on two tensors that broadcast, whatever their strides", () => {
  const wrapped = (product: bigint): number => Number(BigInt.asIntN(32, product));
  type Rule = (x: number, y: number, dtype: DType) => number;
  const rows: readonly [string, t.Binary, Rule, DType?][] = [
    ["add", t.add, (x, y) => x + y],
    ["subtract", t.subtract, (x, y) => x - y],
    ["multiply", t.multiply, (x, y, dtype) => (dtype === "int32" ? wrapped(BigInt(x) * BigInt(y)) : x * y)],
    ["maximum", t.maximum, (x, y) => (x > y ? x : y)],
    ["minimum", t.minimum, (x, y) => (x < y ? x : y)],
    ["less", t.less, (x, y) => Number(x < y), "bool"],
    ["equal", t.equal, (x, y) => Number(x === y), "bool"],
    ["greaterEqual", t.greaterEqual, (x, y) => Number(x >= y), "bool"],
  ];
  test.each(rows)("%s", (_, run, rule, result) => {
    fc.assert(
      fc.property(shapes, numberTypes, layouts, layouts, fc.boolean(), (shape, dtype, first, second, isLeft) => {
        const [wide, narrow] = [filled(shape, dtype, 1), filled(narrowed(shape, second), dtype, 2)];
        const [a, b] = isLeft ? [wide, narrow] : [narrow, wide];
        const [x, y] = [stretched(a, shape), stretched(b, shape)];
        const type = result ?? dtype;
        const wanted = build(shape, type, (p) => stored(rule(at(x, p), at(y, p), dtype), type));
        same(run(laidOut(a, first), laidOut(b, second)), wanted);
      }),
    );
  });

  test("both may stretch, each along other axes", () => {
    fc.assert(
      fc.property(shapes, layouts, layouts, (shape, first, second) => {
        const [a, b] = [filled(narrowed(shape, first), "float64", 1), filled(narrowed(shape, second), "float64", 2)];
        const rank = Math.max(a.shape.length, b.shape.length);
        const padded = (s: Shape): Shape => [...new Array<number>(rank - s.length).fill(1), ...s];
        const common = padded(a.shape).map((n, i) => (n === 1 ? padded(b.shape)[i]! : n));
        const [x, y] = [stretched(a, common), stretched(b, common)];
        same(
          t.subtract(laidOut(a, second), laidOut(b, first)),
          build(common, "float64", (p) => at(x, p) - at(y, p)),
        );
      }),
    );
  });

  test("where", () => {
    fc.assert(
      fc.property(shapes, allTypes, layouts, layouts, (shape, dtype, first, second) => {
        const condition = filled(narrowed(shape, first), "bool", 3);
        const [x, y] = [filled(shape, dtype, 1), filled(narrowed(shape, second), dtype, 2)];
        const wide = [stretched(condition, shape), stretched(y, shape)] as const;
        same(
          t.where(laidOut(condition, second), laidOut(x, first), laidOut(y, second)),
          build(shape, dtype, (p) => (at(wide[0], p) ? at(x, p) : at(wide[1], p))),
        );
      }),
    );
  });

  test("cast", () => {
    fc.assert(
      fc.property(shapes, allTypes, allTypes, layouts, (shape, from, to, layout) => {
        const x = filled(shape, from);
        same(
          t.cast(laidOut(x, layout), to),
          build(shape, to, (p) => stored(at(x, p), to)),
        );
      }),
    );
  });
});
