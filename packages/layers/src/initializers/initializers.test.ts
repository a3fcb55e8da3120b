import {
  abs,
  matmul,
  max,
  mean,
  randomKey,
  reshape,
  ShapeError,
  square,
  type Tensor,
  transpose,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import {
  constant,
  conv2d,
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  type Initializer,
  lecunNormal,
  lstm,
  orthogonal,
  truncatedNormal,
} from "../index.ts";

const key = randomKey(5);
const varianceOf = (x: Tensor): number => mean(square(x)).item();

describe.each<[string, Initializer, (fanIn: number, fanOut: number) => number]>([
  ["glorotUniform", glorotUniform(), (fanIn, fanOut) => 2 / (fanIn + fanOut)],
  ["glorotNormal", glorotNormal(), (fanIn, fanOut) => 2 / (fanIn + fanOut)],
  ["heUniform", heUniform(), (fanIn) => 2 / fanIn],
  ["heNormal", heNormal(), (fanIn) => 2 / fanIn],
  ["lecunNormal", lecunNormal(), (fanIn) => 1 / fanIn],
])("%s", (name, initializer, wanted) => {
  // the variance of n numbers is off by sqrt(2 / n) of itself, or less: five times that is 0.04
  test.each<[string, readonly number[], number, number]>([
    ["a matrix [inputs, outputs]", [60, 500], 60, 500],
    ["a convolution [outputs, inputs, ...taps]", [100, 30, 3, 4], 30 * 12, 100 * 12],
  ])("has the variance of the paper, mean 0, for %s", (_, shape, fanIn, fanOut) => {
    const x = initializer(key, shape);
    expect(x.shape).toEqual(shape);
    expect(x.dtype).toBe("float32");
    expect(varianceOf(x) / wanted(fanIn, fanOut)).toBeCloseTo(1, 1);
    expect(Math.abs(mean(x).item())).toBeLessThan(5 * Math.sqrt(wanted(fanIn, fanOut) / x.size));
  });

  test("is spread as its name says", () => {
    const x = initializer(key, [200, 300]);
    const bound = Math.sqrt(3 * wanted(200, 300));
    const largest = max(abs(x)).item();
    if (name.endsWith("Uniform")) {
      expect(largest).toBeLessThanOrEqual(Math.fround(bound));
      expect(largest).toBeGreaterThan(0.999 * bound);
      // a uniform distribution has a fourth moment of 9 / 5 squared variances, a normal one of 3
      expect(mean(square(square(x))).item() / wanted(200, 300) ** 2).toBeCloseTo(1.8, 1);
    } else {
      expect(largest).toBeGreaterThan(2 * bound);
      expect(mean(square(square(x))).item() / wanted(200, 300) ** 2).toBeCloseTo(3, 0);
    }
  });

  test("takes fans that are said, needs some to follow, and makes nothing of nothing", () => {
    expect(varianceOf(initializer(key, [30_000], { fanIn: 50, fanOut: 20 })) / wanted(50, 20)).toBeCloseTo(1, 1);
    expect(() => initializer(key, [3])).toThrow(
      new ShapeError(`${name}: a matrix or more is needed, got shape [3]; use constant, or say the fans?`),
    );
    expect(initializer(key, [0, 3]).shape).toEqual([0, 3]);
    expect(initializer(key, [0, 0]).shape).toEqual([0, 0]);
  });

  test("the same key gives the same numbers, another one others", () => {
    expect(initializer(key, [2, 3])).toEqual(initializer(key, [2, 3]));
    expect(initializer(randomKey(6), [2, 3])).not.toEqual(initializer(key, [2, 3]));
  });
});

describe("orthogonal", () => {
  const expectIdentity = (product: Tensor, of = 1): void => {
    const n = product.shape[0]!;
    product.dataSync().forEach((x, i) => {
      expect(x).toBeCloseTo(i % (n + 1) === 0 ? of : 0, 5);
    });
  };
  test("rows are orthonormal, or columns where there are more rows", () => {
    const wide = orthogonal()(key, [4, 9]);
    expectIdentity(matmul(wide, transpose(wide)));
    const tall = orthogonal({ gain: 2 })(key, [9, 4]);
    expectIdentity(matmul(transpose(tall), tall), 4);
    const taps = reshape(orthogonal()(key, [5, 2, 3, 3]), [5, 18]);
    expectIdentity(matmul(taps, transpose(taps)));
  });

  test("no direction is preferred: both signs of an entry are as likely", () => {
    const positive = Array.from({ length: 400 }, (_, seed) => orthogonal()(randomKey(seed), [3, 3]).dataSync());
    for (let i = 0; i < 9; i++) {
      const share = positive.filter((x) => x[i]! > 0).length / 400;
      expect(Math.abs(share - 0.5)).toBeLessThan(0.125); // five standard deviations
    }
  });

  test("a vector has no rows", () => {
    expect(() => orthogonal()(key, [3])).toThrow(ShapeError);
  });
});

test("truncatedNormal ends at two standard deviations; constant is", () => {
  const x = truncatedNormal()(key, [400, 400]);
  expect(max(abs(x)).item()).toBeLessThanOrEqual(Math.fround(0.04));
  expect(Math.sqrt(varianceOf(x)) / (0.02 * 0.8796)).toBeCloseTo(1, 2); // what the cut leaves
  expect(truncatedNormal({ standardDeviation: 0, mean: 3 })(key, [2]).toArray()).toEqual([3, 3]);
  expect(constant()(key, [2]).toArray()).toEqual([0, 0]);
  expect(constant(1)(key, [2]).toArray()).toEqual([1, 1]);
});

test("layers say their fans: an input of a grouped convolution reaches the outputs of its group", () => {
  const { weights } = conv2d({ outputs: 64, kernel: 3, groups: 4 }).init(key, [64, 8, 8]);
  expect(varianceOf(weights) / (2 / (16 * 9 + 16 * 9))).toBeCloseTo(1, 1);
});

test("each gate of a recurrent layer starts orthogonal by itself, and an LSTM remembers", () => {
  const { recurrent, inputs, bias } = lstm({ units: 3 }).init(key, [7, 50]);
  for (let gate = 0; gate < 4; gate++) {
    const rows = (recurrent.toArray() as number[][]).map((row) => row.slice(3 * gate, 3 * gate + 3));
    for (let i = 0; i < 3; i++)
      for (let j = 0; j < 3; j++)
        expect(rows[i]!.reduce((sum, x, k) => sum + x * rows[j]![k]!, 0)).toBeCloseTo(i === j ? 1 : 0, 5);
  }
  expect(max(abs(inputs)).item()).toBeLessThanOrEqual(Math.sqrt(6 / 53));
  expect(bias.toArray()).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
});
