import { describe, expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { ShapeError } from "../errors.ts";
import { mean } from "../operations/statistics.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";
import { broadcastTo } from "./broadcast.ts";
import { cumsum } from "./cumsum.ts";
import { transpose } from "./movement.ts";
import { sum } from "./sum.ts";

/** The exact sum of numbers that float32 holds: as multiples of its smallest one they are integers. */
const exactSum = (values: Iterable<number>): number => {
  let total = 0n;
  for (const x of values) total += BigInt(x * 2 ** 149);
  return Number(total / 2n ** 85n) / 2 ** 64; // 64 bits after the point are left
};

const COUNT = 1_000_000;
const many = (element: (i: number) => number): Float32Array =>
  Float32Array.from({ length: COUNT }, (_, i) => element(i));
/** Without structure, in [0, 1). */
const scattered = (i: number): number => ((i + 1) * 0.6180339887498949) % 1;

describe("the sum of a million float32 numbers", () => {
  const rows: readonly [string, Float32Array][] = [
    ["between 0 and 1", many(scattered)],
    ["of both signs", many((i) => scattered(i) - 0.25)],
    ["of all magnitudes", many((i) => (scattered(i) + 0.5) * 2 ** ((i * 7) % 60))],
    ["one large, then small ones that float32 would lose", many((i) => (i === 0 ? 2 ** 26 : 0.9))],
    ["small ones, and the large one last", many((i) => (i === COUNT - 1 ? 2 ** 26 : 0.9))],
    ["large ones that cancel, between small ones", many((i) => [1e8, 0.3, -1e8, 0.1][i % 4]!)],
    ["equal ones", many(() => 0.1)],
  ];
  const within = (got: number, exact: number): void =>
    expect(Math.abs(got - exact)).toBeLessThanOrEqual(1e-6 * Math.abs(exact));

  test.each(rows)("%s", (_, values) => {
    const exact = exactSum(values);
    within(sum(tensor(values)).item(), exact);
    within(mean(tensor(values)).item(), exact / COUNT);
    within(cumsum(tensor(values)).dataSync()[COUNT - 1]!, exact);
    // by rows and by columns, whose strides differ
    const square = tensor(values, { shape: [1000, 1000] });
    for (const x of [square, transpose(square)]) within(exactSum(sum(x, { axis: 0 }).dataSync()), exact);
  });

  test("is rounded once, to the float32 next to the exact sum", () => {
    const values = many(scattered);
    expect(sum(tensor(values)).item()).toBe(Math.fround(exactSum(values)));
  });

  test("in float64 keeps 1e-13", () => {
    const values = Float64Array.from({ length: COUNT }, (_, i) => Math.fround(scattered(i)));
    const exact = exactSum(values);
    expect(Math.abs(sum(tensor(values)).item() - exact)).toBeLessThanOrEqual(1e-13 * exact);
  });
});

test("infinities and NaN come through a sum", () => {
  expect(sum(tensor([1, Infinity])).item()).toBe(Infinity);
  expect(sum(tensor([-Infinity, Infinity])).item()).toBeNaN();
  expect(sum(tensor([1, NaN, 2])).item()).toBeNaN();
  expect(sum(tensor([3e38, 3e38])).item()).toBe(Infinity);
  expect(sum(tensor([3e38, 3e38, -3e38])).item()).toBe(Math.fround(3e38)); // no overflow on the way
});

describe("broadcastTo", () => {
  const seen = (x: Tensor, shape: readonly number[]): unknown => broadcastTo(x, shape).toArray();

  test("repeats axes of size 1 and adds axes in front, as a view", () => {
    const x = tensor([[1], [2]]);
    expect(seen(x, [2, 3])).toEqual([
      [1, 1, 1],
      [2, 2, 2],
    ]);
    expect(seen(tensor(5), [2, 2])).toEqual([
      [5, 5],
      [5, 5],
    ]);
    expect(seen(tensor([1, 2]), [2, 2])).toEqual([
      [1, 2],
      [1, 2],
    ]);
    const wide = broadcastTo(x, [1000, 2, 1000]);
    expect([wide.view!.buffer === x.view!.buffer, wide.view!.strides]).toEqual([true, [0, 1, 0]]);
  });

  test("to no elements", () => {
    expect(broadcastTo(tensor([1]), [0]).shape).toEqual([0]);
    expect(broadcastTo(fromBuffer(new Float32Array(0), { shape: [0, 1], dtype: "float32" }), [2, 0, 3]).shape).toEqual([
      2, 0, 3,
    ]);
  });

  test("gives the tensor itself where nothing has to stretch", () => {
    const x = tensor([1, 2]);
    expect(broadcastTo(x, [2])).toBe(x);
  });

  test.each([[[3]], [[2, 1]], [[]], [[0]]])("of [2] to %j throws", (shape) => {
    expect(() => broadcastTo(tensor([1, 2]), shape)).toThrow(
      new ShapeError(`broadcastTo: only axes of size 1 stretch, got [2] to [${shape.join()}]; reshape first?`),
    );
  });
});
