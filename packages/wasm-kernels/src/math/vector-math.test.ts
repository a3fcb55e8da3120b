import { erf as errorFunction, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { runLanes, type VectorFunction } from "../testing/run-lanes.ts";
import { ulpError } from "../testing/ulp-error.ts";
import { erf } from "./erf.ts";
import { exp } from "./exp.ts";
import { expAtMostOne } from "./exp-at-most-one.ts";
import { expm1 } from "./expm1.ts";
import { log } from "./log.ts";
import { log1p } from "./log1p.ts";
import { pow } from "./pow.ts";
import { sigmoid } from "./sigmoid.ts";
import { cos, sin } from "./sin-cos.ts";
import { tanh } from "./tanh.ts";

const errorFunctionOf = (x: Float64Array): Float64Array =>
  errorFunction(tensor(x, { dtype: "float64" })).dataSync() as Float64Array; // float64 in, float64 out
const elementwise =
  (compute: (x: number) => number) =>
  (x: Float64Array): Float64Array =>
    x.map(compute);

/** The bounds are what was measured over one in 211 of all float32 numbers, rounded up. The rounding itself is 0.5. */
const functions: readonly (readonly [string, VectorFunction, (x: Float64Array) => Float64Array, number])[] = [
  ["exp", exp, elementwise(Math.exp), 0.9],
  ["expm1", expm1, elementwise(Math.expm1), 1.6],
  ["log", log, elementwise(Math.log), 0.9],
  ["log1p", log1p, elementwise(Math.log1p), 0.9],
  ["tanh", tanh, elementwise(Math.tanh), 1.4],
  ["sigmoid", sigmoid, elementwise((x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x)))), 1.8],
  ["erf", erf, errorFunctionOf, 1.4],
  ["sin", sin, elementwise(Math.sin), 1.6],
  ["cos", cos, elementwise(Math.cos), 1.6],
];

const fromBits = (bits: Iterable<number>): Float32Array => new Float32Array(Uint32Array.from(bits).buffer);

/** Every sign, exponent and start of a mantissa, with the first and last numbers of each: zeros, subnormal numbers, NaNs. */
const boundaries = fromBits(
  Array.from({ length: 4 * 65536 }, (_, i) => (Math.floor(i / 4) * 65536 + [0, 1, 32768, 65535][i % 4]!) >>> 0),
);
/** One in 16,411 of all numbers, evenly over their bits. */
const spread = fromBits(Array.from({ length: 261_712 }, (_, i) => (i * 16411) >>> 0));

/** The largest error and where it is. */
function worst(x: Float32Array, results: Float32Array, truths: Float64Array): { error: number; at: number } {
  let found = { error: 0, at: NaN };
  for (let i = 0; i < x.length; i++) {
    const error = ulpError(results[i]!, truths[i]!);
    if (error > found.error) found = { error, at: x[i]! };
  }
  return found;
}

describe.each(functions)("%s", (_, run, truth, bound) => {
  test.each([
    ["every exponent", boundaries],
    ["numbers of all sizes", spread],
  ])("%s", (_, x) => {
    const { error, at } = worst(x, runLanes(run, x), truth(Float64Array.from(x)));
    expect(error, `at ${at}`).toBeLessThan(bound);
  });

  test("numbers of ordinary size", () => {
    const x = Float32Array.from({ length: 100_000 }, (_, i) => (i - 50_000) * 0.000337);
    const { error, at } = worst(x, runLanes(run, x), truth(Float64Array.from(x)));
    expect(error, `at ${at}`).toBeLessThan(bound);
  });
});

test("sine and cosine next to multiples of pi / 2, up to where the host takes over and beyond", () => {
  const x = Float32Array.from({ length: 700_000 }, (_, i) => (i * Math.PI) / 2);
  for (const [run, truth] of [
    [sin, Math.sin],
    [cos, Math.cos],
  ] as const) {
    const { error, at } = worst(x, runLanes(run, x), Float64Array.from(x, truth));
    expect(error, `at ${at}`).toBeLessThan(1.6);
  }
});

describe("exp of what is at most 0", () => {
  test("within 2.5 ulp, subnormal results too", () => {
    const x = Float32Array.from({ length: 400_000 }, (_, i) => (-i * 110) / 400_000);
    const { error, at } = worst(x, runLanes(expAtMostOne, x), Float64Array.from(x, Math.exp));
    expect(error, `at ${at}`).toBeLessThan(2.5);
  });

  test("bounds, NaN and infinities", () => {
    const x = Float32Array.of(0, -0, -1e-30, -104, -1e30, -Infinity, NaN, Infinity);
    expect([...runLanes(expAtMostOne, x)]).toEqual([1, 1, 1, 0, 0, 0, NaN, Infinity]);
  });
});

describe("pow", () => {
  // IEEE 754-2019, 9.2.1, where JavaScript says NaN
  const truth = (x: number, y: number): number => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y);
  const check = (x: Float32Array, y: Float32Array): void => {
    const results = runLanes(pow, x, y);
    for (let i = 0; i < x.length; i++) {
      const error = ulpError(results[i]!, truth(x[i]!, y[i]!));
      if (error > 0.51) expect.fail(`${x[i]} ** ${y[i]}: ${results[i]}, ${error} ulp`);
    }
  };

  test("special cases", () => {
    const values = [0, 1, 2, 0.5, 3, 2.5, 1e-45, 3.4e38, 8388609, 16777216, 1.0000001, 0.99999994, Infinity];
    const special = [...values, ...values.map((x) => -x), NaN, 1e-38];
    const pairs = special.flatMap((x) => special.map((y) => [x, y] as const));
    check(
      Float32Array.from(pairs, ([x]) => x),
      Float32Array.from(pairs, ([, y]) => y),
    );
  });

  test("any two numbers", () => {
    const x = fromBits(Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 0x9e3779b1) >>> 0));
    const y = fromBits(Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 0x85ebca6b) >>> 0));
    check(x, y);
  });

  test("results over the whole range, subnormal ones included", () => {
    const x = Float32Array.from({ length: 100_000 }, (_, i) => 2 ** (((i % 997) - 498) / 8));
    const y = Float32Array.from({ length: 100_000 }, (_, i) => (((i % 1009) / 1009) * 300 - 155) / Math.log2(x[i]!));
    check(
      x,
      y.map((exponent) => (Number.isFinite(exponent) ? exponent : 3)),
    );
    check(
      x.map((base) => -base),
      y.map((exponent) => Math.round(exponent) || 5),
    );
  });
});
