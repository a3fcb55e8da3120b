import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DType, sumTypeOf } from "../dtype.ts";
import * as t from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { laidOut } from "./moved-pair.ts";
import { filled, type Naive, naiveOf, reduced, running } from "./naive-tensor.ts";

const shapes = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 4 });
const layouts = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 });
const numberTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8");
const allTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8", "bool");

const same = (got: Tensor, wanted: Naive): void => expect(naiveOf(got)).toEqual(wanted);

describe("reductions over any axes, whatever the strides", () => {
  const total = (group: readonly number[]): number => group.reduce((a, b) => a + b, 0);
  const rows: readonly [string, (x: Tensor, o: t.ReductionOptions) => Tensor, (g: number[]) => number, boolean][] = [
    ["sum", t.sum, total, true],
    ["any", t.any, (g) => Number(g.some((x) => x !== 0)), true],
    ["all", t.all, (g) => Number(g.every((x) => x !== 0)), true],
    ["max", t.max, (g) => Math.max(...g), false],
    ["min", t.min, (g) => Math.min(...g), false],
    ["prod", t.prod, (g) => g.reduce((a, b) => Math.imul(a, b), 1), true],
  ];
  // a product of many numbers is exact only where it wraps around
  const integers = fc.constantFrom<DType>("int32", "uint8");
  const typesOf: Readonly<Record<string, typeof allTypes>> = {
    any: allTypes,
    all: allTypes,
    sum: allTypes,
    prod: integers,
  };
  test.each(rows)("%s", (name, run, reduce, takesNone) => {
    const types = typesOf[name] ?? numberTypes;
    fc.assert(
      fc.property(shapes, types, layouts, fc.nat(15), fc.boolean(), (shape, dtype, layout, mask, keepDims) => {
        const x = filled(shape, dtype);
        const axes = shape.map((_, i) => i).filter((i) => (mask >> i) % 2 === 1);
        if (!takesNone && axes.some((i) => shape[i] === 0)) return;
        const type = name === "any" || name === "all" ? "bool" : name === "sum" ? sumTypeOf(dtype) : dtype;
        const wanted = reduced(x, axes, type, reduce);
        const kept = shape.map((n, i) => (axes.includes(i) ? 1 : n));
        const axis = axes.map((i) => (layout[0]! % 2 ? i : i - shape.length));
        same(run(laidOut(x, layout), { axis, keepDims }), keepDims ? { ...wanted, shape: kept } : wanted);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["argMax", t.argMax, (g: number[]) => g.indexOf(Math.max(...g))],
    ["argMin", t.argMin, (g: number[]) => g.indexOf(Math.min(...g))],
  ] as const)("%s", (_, run, reduce) => {
    fc.assert(
      fc.property(shapes, allTypes, layouts, fc.nat(3), (shape, dtype, layout, axis) => {
        if (axis >= shape.length || shape[axis] === 0) return;
        const x = filled(shape, dtype);
        same(run(laidOut(x, layout), { axis }), reduced(x, [axis], "int32", reduce));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["cumsum", t.cumsum, total],
    ["cumprod", t.cumprod, (g: number[]) => g.reduce((a, b) => Math.imul(a, b), 1)],
  ] as const)("%s", (_, run, reduce) => {
    fc.assert(
      fc.property(
        shapes,
        fc.constantFrom<DType>("float64", "int32"),
        layouts,
        fc.nat(3),
        (shape, dtype, layout, axis) => {
          if (axis >= shape.length) return;
          const x = filled(shape, dtype);
          same(run(laidOut(x, layout), { axis }), running(x, axis, reduce));
        },
      ),
    );
  });
});
