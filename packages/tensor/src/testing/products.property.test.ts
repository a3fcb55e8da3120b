import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DType, isFloat } from "../dtype.ts";
import * as t from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { laidOut } from "./moved-pair.ts";
import { at, build, filled, type Naive, naiveOf, narrowed, stored, stretched } from "./naive-tensor.ts";

const sizes = fc.integer({ min: 0, max: 4 });
const layouts = fc.array(fc.nat(9), { minLength: 4, maxLength: 4 });
const numberTypes = fc.constantFrom<DType>("float32", "float64", "int32", "uint8");

const same = (got: Tensor, wanted: Naive): void => expect(naiveOf(got)).toEqual(wanted);

describe("products, whatever the strides", () => {
  const rows = fc.integer({ min: 0, max: 6 });
  test("matmul of batches that broadcast, exact on integers that wrap around", () => {
    fc.assert(
      fc.property(
        rows,
        rows,
        rows,
        fc.array(sizes, { maxLength: 2 }),
        numberTypes,
        layouts,
        (m, k, n, lead, dtype, layout) => {
          const a = filled([...lead, m, k], dtype, 1);
          const b = filled([...narrowed(lead, layout), k, n], dtype, 2);
          const wide = stretched(b, [...lead, k, n]);
          const wanted = build([...lead, m, n], dtype, (p) => {
            const outer = p.slice(0, -2);
            const [i, j] = p.slice(-2) as [number, number];
            let total = 0n;
            for (let l = 0; l < k; l++) total += BigInt(at(a, [...outer, i, l])) * BigInt(at(wide, [...outer, l, j]));
            return isFloat(dtype) ? Number(total) : stored(Number(BigInt.asIntN(32, total)), dtype);
          });
          same(t.matmul(laidOut(a, layout), laidOut(b, layout)), wanted);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("outer", () => {
    fc.assert(
      fc.property(fc.array(sizes, { maxLength: 2 }), fc.array(sizes, { maxLength: 2 }), layouts, (s, u, layout) => {
        const [a, b] = [filled(s, "float32", 1), filled(u, "float32", 2)];
        const wanted = build([...s, ...u], "float32", (p) => at(a, p.slice(0, s.length)) * at(b, p.slice(s.length)));
        same(t.outer(laidOut(a, layout), laidOut(b, layout)), wanted);
      }),
    );
  });
});
