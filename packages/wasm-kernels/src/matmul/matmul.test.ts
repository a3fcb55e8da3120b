import { describe, expect, test } from "vitest";
import { detectFeatures } from "../emitter/detect-features.ts";
import * as f32 from "../emitter/f32.ts";
import * as i32 from "../emitter/i32.ts";
import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { webAssembly } from "../emitter/web-assembly.ts";
import { MATMUL_WORKSPACE, type MatmulOptions } from "./blocked-matmul.ts";
import { matmul } from "./matmul.ts";

interface Case {
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly transposedA?: boolean;
  readonly transposedB?: boolean;
  /** Distance of neighbours in memory. */
  readonly spacing?: number;
  readonly accumulate?: boolean;
}

const GAP = 3; // unused columns behind each row of the result
const UNTOUCHED = 77;

function prepare(options: MatmulOptions = {}) {
  const module = new ModuleBuilder();
  module.export("matmul", matmul(module, options));
  const memory = new (webAssembly().Memory)({ initial: 512 });
  const run = instantiate(module, memory).matmul!;
  const values = new Float32Array(memory.buffer);
  const start = Math.ceil(MATMUL_WORKSPACE / 4);

  return (given: Case, fill: (i: number) => number): { result: number[]; expected: number[]; sizes: number[] } => {
    const { rows, columns, depth, transposedA, transposedB, spacing = 1, accumulate = false } = given;
    const a = start + 1; // not aligned to vectors
    const b = a + rows * depth * spacing + 2;
    const out = b + depth * columns * spacing + 3;
    const outRow = columns + GAP;
    for (let i = a; i < out; i++) values[i] = fill(i);
    values.fill(UNTOUCHED, out, out + rows * outRow);
    const [aRow, aColumn] = (transposedA ? [1, rows] : [depth, 1]).map((stride) => stride * spacing) as [
      number,
      number,
    ];
    const [bRow, bColumn] = (transposedB ? [1, depth] : [columns, 1]).map((s) => s * spacing) as [number, number];
    const bytes = [a, aRow, aColumn, b, bRow, bColumn, out, outRow].map((x) => 4 * x);
    run(rows, columns, depth, ...bytes, accumulate ? 1 : 0, 0);
    const expected: number[] = [];
    const sizes: number[] = [];
    for (let i = 0; i < rows; i++)
      for (let j = 0; j < outRow; j++) {
        let sum = accumulate || j >= columns ? UNTOUCHED : 0;
        let size = 0;
        for (let p = 0; p < (j < columns ? depth : 0); p++) {
          const product = values[a + i * aRow + p * aColumn]! * values[b + p * bRow + j * bColumn]!;
          sum += product;
          size += Math.abs(product);
        }
        expected.push(sum);
        sizes.push(size);
      }
    return { result: Array.from(values.subarray(out, out + rows * outRow)), expected, sizes };
  };
}

/** Integers so small that every sum is exact in float32. */
const integers = (i: number): number => (Math.imul(i, 0x9e3779b1) >>> 28) - 8;
const fractions = (i: number): number => (Math.imul(i, 0x9e3779b1) >>> 8) / 2 ** 24 - 0.5;

/** Where two lists differ first; -1: nowhere. */
const firstDifference = (result: ArrayLike<number>, expected: ArrayLike<number>): number =>
  Array.from(expected).findIndex((value, i) => value !== result[i]);

const relaxations = detectFeatures().relaxedSimd ? [false, true] : [false];

describe.each(relaxations)("relaxed: %s", (relaxed) => {
  const multiply = prepare({ relaxed });

  test("small sizes, every layout, exactly", () => {
    const sizes = [1, 2, 3, 4, 5, 8, 9, 17];
    let count = 0;
    for (const rows of sizes)
      for (const columns of sizes)
        for (const depth of [0, 1, 2, 3, 4, 5, 8, 31]) {
          const given: Case = {
            rows,
            columns,
            depth,
            transposedA: (count & 1) > 0,
            transposedB: (count & 2) > 0,
            accumulate: (count & 4) > 0,
            spacing: count % 5 === 0 ? 2 : 1,
          };
          const { result, expected } = multiply(given, integers);
          expect({ given, difference: firstDifference(result, expected) }).toEqual({ given, difference: -1 });
          count += 3;
        }
  });

  test.each<Case>([
    { rows: 130, columns: 40, depth: 600 },
    { rows: 257, columns: 1030, depth: 9, transposedA: true, transposedB: true },
    { rows: 6, columns: 1025, depth: 513, transposedB: true, accumulate: true },
    { rows: 129, columns: 12, depth: 257, transposedA: true, accumulate: true },
    { rows: 1, columns: 1027, depth: 259 },
    { rows: 1, columns: 259, depth: 1027, transposedB: true, accumulate: true },
  ])("more than one block: $rows x $depth x $columns, exactly", (given) => {
    const { result, expected } = multiply(given, integers);
    expect(firstDifference(result, expected)).toBe(-1);
  });

  test("rounding stays within the bound of a sum in order", () => {
    const depth = 700;
    const { result, expected, sizes } = multiply({ rows: 21, columns: 37, depth }, fractions);
    // Higham, Accuracy and Stability of Numerical Algorithms, (3.5): |error| <= n u sum |x y|, u = 2^-24
    for (const [i, value] of result.entries())
      expect(Math.abs(value - expected[i]!)).toBeLessThanOrEqual(depth * 2 ** -24 * sizes[i]!);
  });

  test("infinities and NaN go into their row and column, zeros in the padding do not meet them", () => {
    const { result } = multiply({ rows: 5, columns: 9, depth: 6 }, () => Infinity);
    expect(result.filter((_, i) => i % 12 < 9).every((x) => x === Infinity)).toBe(true);
  });
});

test("the same product twice is the same to the last bit, and does not depend on its neighbours", () => {
  const multiply = prepare();
  const one = multiply({ rows: 9, columns: 20, depth: 300 }, fractions).result;
  expect(multiply({ rows: 9, columns: 20, depth: 300 }, fractions).result).toEqual(one);
});

test("finish sees each part of the result once, when it is complete", () => {
  // 2 x + pointer's value, over the part it is given
  const module = new ModuleBuilder();
  const product = matmul(module, {
    pointers: 1,
    finish: (body, { out, rowStride, rows, columns }, [bias]) => {
      const place = body.let(out);
      body.for(i32.const(0), rows, 1, () => {
        body.for(i32.const(0), columns, 1, (j) => {
          const at = body.let(i32.add(place, i32.shiftLeft(j, i32.const(2))));
          const doubled = f32.multiply(f32.load(at), f32.const(2));
          body.do(f32.store(at, f32.add(doubled, f32.load(bias!))));
        });
        body.set(place, i32.add(place, rowStride));
      });
    },
  });
  module.export("product", product);
  const memory = new (webAssembly().Memory)({ initial: 512 });
  const run = instantiate(module, memory).product!;
  const values = new Float32Array(memory.buffer);
  const [a, b, out, bias] = [400_000, 1_000_000, 1_600_000, 300_000];
  for (const [rows, columns, depth] of [
    [200, 1100, 300],
    [1, 30, 20],
    [30, 1, 20],
    [3, 5, 0],
  ] as const) {
    values.fill(1, a, a + rows * depth).fill(2, b, b + depth * columns);
    values[bias] = 0.5;
    run(rows, columns, depth, 4 * a, 4 * depth, 4, 4 * b, 4 * columns, 4, 4 * out, 4 * columns, 0, 0, 4 * bias);
    const expected = new Float32Array(rows * columns).fill(4 * depth + 0.5);
    expect(firstDifference(values.slice(out, out + rows * columns), expected)).toBe(-1);
  }
});
