import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { reshape } from "../primitives/movement.ts";
import { layerNorm } from "./layer-norm.ts";

const doubles = (values: number[]) => tensor(values, { dtype: "float64" });
const [one, zero] = [doubles([1]), doubles([0])];

describe("layerNorm", () => {
  test("of numbers with mean 0 and variance 1 scales by 1 / sqrt(1 + epsilon)", () => {
    const y = layerNorm(doubles([-1, 1, -1, 1]), one, zero, { epsilon: 3 });
    expect(y.toArray()).toEqual([-0.5, 0.5, -0.5, 0.5]);
  });

  test("does not see a shift or, but for epsilon, a scale of its input", () => {
    const x = [0.5, 2, -1, 4];
    const options = { epsilon: 1e-300 };
    const y = layerNorm(doubles(x), one, zero, options).dataSync();
    const moved = layerNorm(doubles(x.map((v) => 8 * v + 1000)), one, zero, options).dataSync();
    y.forEach((v, i) => {
      expect(moved[i]).toBeCloseTo(v, 12);
    });
  });

  test("scales and shifts by tensors that broadcast", () => {
    const x = doubles([-1, 1]);
    expect(layerNorm(x, doubles([2, 4]), doubles([10, 20]), { epsilon: 3 }).toArray()).toEqual([9, 22]);
  });

  test("takes its statistics over the axes named", () => {
    const x = reshape(doubles([-1, 5, 1, 7]), [2, 2]);
    const y = layerNorm(x, one, zero, { axis: 0, epsilon: 1e-300 });
    expect(y.toArray()).toEqual([
      [-1, -1],
      [1, 1],
    ]);
    expect(layerNorm(full([2, 3, 4], 5), tensor(1), tensor(0), { axis: [1, 2] }).toArray()).toEqual(
      full([2, 3, 4], 0).toArray(),
    );
  });

  test("throws in its own name", () => {
    const x = full([2, 3], 1, "float64");
    for (const epsilon of [0, -1, NaN])
      expect(() => layerNorm(x, one, zero, { epsilon })).toThrow(
        new RangeError(`layerNorm: epsilon must be positive, got ${epsilon}; try 1e-5?`),
      );
    expect(() => layerNorm(full([2, 1], 1, "float64"), doubles([1, 2, 3]), zero)).toThrow(
      new ShapeError("layerNorm: scale and bias must broadcast to x of shape [2,1], got [3] and [1]; reshape them?"),
    );
    expect(() => layerNorm(x, doubles([1, 2]), zero)).toThrow(
      new ShapeError("layerNorm: shapes must broadcast, got [2,3] and [2] and [1]; reshape or expand one?"),
    );
    expect(() => layerNorm(x, tensor([1]), zero)).toThrow(
      new DTypeError("layerNorm: types must match, got float64 and float32; cast one?"),
    );
    const whole = full([2], 1, "int32");
    expect(() => layerNorm(whole, whole, whole)).toThrow(/^layerNorm: a floating-point type is needed, got int32; /);
    expect(() => layerNorm(x, one, zero, { axis: 2 })).toThrow(/^layerNorm: axis must be an integer from -2 to 1 /);
    expect(() => layerNorm(x, one, undefined as never)).toThrow(/^layerNorm: a tensor is needed, got undefined; /);
  });
});

test("a mean that float32 rounds shifts nothing", () => {
  const x = tensor([1e8, 1e8 + 8]);
  const [low, high] = layerNorm(x, tensor([1, 1]), tensor([0, 0]), { epsilon: 1e-30 }).dataSync();
  expect([low, high]).toEqual([-1, 1]);
});
