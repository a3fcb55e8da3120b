import { type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { adafactor, applyUpdates, withLearningRate } from "./index.ts";

const rms = (numbers: readonly number[]): number => Math.sqrt(numbers.reduce((s, x) => s + x * x, 0) / numbers.length);

/** Algorithm 4 on a matrix given by rows (Algorithm 5 on a list), with sums as in the paper, in plain numbers. */
function reference(shape: readonly [number, number] | undefined, [e, c, d, epsilon1, epsilon2]: number[]) {
  const [n, m] = shape ?? [0, 0];
  const R = Array.from({ length: n }, () => 0);
  const C = Array.from({ length: m }, () => 0);
  const V: number[] = [];
  return (p: number[], gradients: readonly number[], t: number): void => {
    const beta = 1 - t ** -c!;
    const squares = gradients.map((g) => g * g + epsilon1!);
    const scaled = gradients.map((g, k) => {
      if (!shape) {
        V[k] = beta * (V[k] ?? 0) + (1 - beta) * squares[k]!;
        return g / Math.sqrt(V[k]);
      }
      return g;
    });
    if (shape) {
      for (let i = 0; i < n; i++)
        R[i] = beta * R[i]! + (1 - beta) * squares.slice(i * m, (i + 1) * m).reduce((a, b) => a + b);
      for (let j = 0; j < m; j++)
        C[j] = beta * C[j]! + (1 - beta) * squares.filter((_, k) => k % m === j).reduce((a, b) => a + b);
      const total = R.reduce((a, b) => a + b);
      gradients.forEach((g, k) => {
        scaled[k] = g / Math.sqrt((R[Math.floor(k / m)]! * C[k % m]!) / total);
      });
    }
    const clipped = Math.max(1, rms(scaled) / d!);
    const length = Math.max(epsilon2!, rms(p)) * Math.min(e!, 1 / Math.sqrt(t));
    scaled.forEach((u, k) => {
      p[k] = p[k]! - (length * u) / clipped;
    });
  };
}

describe("follows Algorithms 4 and 5", () => {
  test.each([
    { settings: [0.3, 0.8, 1, 1e-30, 1e-3], shape: [3, 4] as const },
    { settings: [10, 0.5, 0.2, 1e-2, 5], shape: [2, 6] as const },
    { settings: [0.3, 0.8, 1, 1e-30, 1e-3], shape: undefined },
    { settings: [10, 0.5, 0.2, 1e-2, 5], shape: undefined },
  ])("%j", ({ settings, shape }) => {
    const [learningRate, decayRate, clipThreshold, epsilon, epsilonScale] = settings as [
      number,
      number,
      number,
      number,
      number,
    ];
    const optimizer = adafactor({ learningRate, decayRate, clipThreshold, epsilon, epsilonScale });
    const random = randomNumbers(9);
    const expected = Array.from({ length: 12 }, random);
    const make = (values: readonly number[]) => tensor([...values], { shape: shape ?? [12], dtype: "float64" });
    const step = reference(shape, settings);
    let params = make(expected);
    let state = optimizer.init(params);
    for (let t = 1; t <= 30; t++) {
      const gradients = expected.map((p) => p + random());
      const [updates, next] = optimizer.update(make(gradients), state, params);
      params = applyUpdates(params, updates);
      state = next;
      step(expected, gradients, t);
      const got = params.dataSync();
      expected.forEach((p, i) => expect(Math.abs(got[i]! - p)).toBeLessThanOrEqual(1e-13 * (1 + Math.abs(p))));
    }
  });
});

test("a matrix of n by m keeps n + m numbers, a vector its own", () => {
  const params = {
    matrix: tensor(new Float32Array(30), { shape: [5, 6] }),
    vector: tensor([1, 2]),
    batch: tensor(new Float32Array(24), { shape: [2, 3, 4] }),
  };
  const { rows, columns } = adafactor({ learningRate: 1 }).init(params) as unknown as Record<
    "rows" | "columns",
    Record<keyof typeof params, Tensor>
  >;
  expect([rows.matrix.shape, columns.matrix.shape]).toEqual([
    [5, 1],
    [1, 6],
  ]);
  expect([rows.vector.shape, columns.vector.shape]).toEqual([[2], [0]]);
  expect([rows.batch.shape, columns.batch.shape]).toEqual([
    [2, 3, 1],
    [2, 1, 4],
  ]);
});

test("a gradient of 0 in float32 makes no NaN, though the product of two averages vanishes", () => {
  const params = tensor([
    [1, 2],
    [3, 4],
  ]);
  const optimizer = adafactor({ learningRate: 0.1 });
  const zero = tensor([
    [0, 0],
    [0, 0],
  ]);
  const [updates] = optimizer.update(zero, optimizer.init(params), params);
  for (const u of updates.dataSync()) expect(Math.abs(u)).toBe(0);
  const sparse = tensor([
    [0, 0],
    [0, 5],
  ]);
  for (const u of optimizer.update(sparse, optimizer.init(params), params)[0].dataSync())
    expect(Number.isFinite(u)).toBe(true);
});

test("by default 0.8, 1e-30, 1e-3 and 1", () => {
  const pathOf = (options: object): string => {
    const optimizer = adafactor({ learningRate: 0.1, ...options });
    let params = Float64Array.of(1e-5, 1e-5);
    let state = optimizer.init(params);
    return [
      [1, 2],
      [50, 50],
      [0, 3],
    ]
      .map((g) => {
        const [updates, next] = optimizer.update(Float64Array.from(g), state, params);
        [params, state] = [Float64Array.from(applyUpdates(params, updates)), next];
        return params.join();
      })
      .join();
  };
  expect(pathOf({})).toBe(pathOf({ decayRate: 0.8, epsilon: 1e-30, epsilonScale: 1e-3, clipThreshold: 1 }));
  for (const other of [{ decayRate: 0.7 }, { epsilonScale: 2e-3 }, { clipThreshold: 1.1 }])
    expect(pathOf(other)).not.toBe(pathOf({}));
});

test("the rate is the setting, capped by 1 / sqrt(t)", () => {
  const optimizer = adafactor({ learningRate: 100 });
  const sizeOfFirstStep = (rate: number): number =>
    optimizer.update<number>(1, withLearningRate(optimizer.init(2), rate), 2)[0];
  expect(sizeOfFirstStep(100)).toBeCloseTo(-2, 14);
  expect(sizeOfFirstStep(0.25)).toBeCloseTo(-0.5, 14);
});

test.each([{ decayRate: -1 }, { epsilon: 0 }, { epsilonScale: 0 }, { clipThreshold: 0 }])("rejects %j", (options) => {
  expect(() => adafactor({ learningRate: 1, ...options })).toThrow(RangeError);
});
