import { grad } from "@adjoint/autodiff";
import {
  cast,
  concat,
  matmul,
  normal,
  randomKey,
  slice,
  sum,
  swapAxes,
  type Tensor,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { multiHeadAttention, rmsNorm, rotary, sinusoidal, transformerBlock } from "./index.ts";

const key = randomKey(4);
const x = normal(key, [2, 5, 8]);
const far = (a: Tensor, b: Tensor): number =>
  Math.max(...Array.from(a.dataSync(), (value, i) => Math.abs(value - b.dataSync()[i]!)));

describe("multiHeadAttention", () => {
  const layer = multiHeadAttention({ width: 8, heads: 2 });
  const params = layer.init(key, [5, 8]);

  test("without positions, order means nothing: permuted elements give permuted outputs", () => {
    const turned = concat([slice(x, [null, [2, 5]]), slice(x, [null, [0, 2]])], { axis: 1 });
    const y = layer.apply(params, x);
    const wanted = concat([slice(y, [null, [2, 5]]), slice(y, [null, [0, 2]])], { axis: 1 });
    expect(far(layer.apply(params, turned), wanted)).toBeLessThan(1e-6);
  });

  test("a causal one sees nothing of what comes later, and its gradient neither", () => {
    const causal = multiHeadAttention({ width: 8, heads: 2, causal: true, rotary: true });
    const early = (t: Tensor): Tensor => slice(causal.apply(params, t), [null, [0, 3]]);
    const changed = concat([slice(x, [null, [0, 3]]), normal(randomKey(9), [2, 2, 8])], { axis: 1 });
    expect(far(early(changed), early(x))).toBe(0);
    const gradient = grad((t: Tensor) => sum(early(t)))(x);
    expect(new Set(slice(gradient, [null, [3, 5]]).dataSync())).toEqual(new Set([0]));
  });

  test("a mask hides elements: as if they were not there", () => {
    const mask = tensor([[1, 1, 1, 0, 0], [1, 1, 1, 0, 0]], { dtype: "bool" }); // biome-ignore format: two rows
    const seen = slice(layer.apply(params, x, { mask }), [null, [0, 3]]);
    expect(far(seen, layer.apply(params, slice(x, [null, [0, 3]])))).toBeLessThan(1e-6);
    const blind = layer.apply(params, x, { mask: zeros([2, 5], "bool") });
    expect(new Set(blind.dataSync())).toEqual(new Set([0])); // the bias of the output
  });

  test("mistakes", () => {
    expect(() => multiHeadAttention({ width: 8, heads: 3 })).toThrow(
      "multiHeadAttention: width must be a multiple of the heads, got 8 for 3; choose 9?",
    );
    expect(() => multiHeadAttention({ width: 6, heads: 2, rotary: true })).toThrow(
      "of twice the heads, got 6 for 2; choose 8?",
    );
    expect(() => layer.apply(params, x, { mask: zeros([2, 4], "bool") })).toThrow("a mask [2,5] is needed, got [2,4]");
    expect(() => layer.init(key, [8])).toThrow("multiHeadAttention: examples [time, inputs] are needed, got [8]");
    const other = multiHeadAttention({ width: 8, heads: 2, contextWidth: 3 });
    expect(() => other.apply(other.init(key, [5, 8]), x)).toThrow("a contextWidth needs a context, got none");
  });
});

describe("rotary", () => {
  const double = (t: Tensor): Tensor => cast(t, "float64");
  const q = double(normal(key, [6, 4]));
  const scores = (start: number): Tensor => matmul(rotary(q, { start }), swapAxes(rotary(q, { start }), 0, 1));

  test("products depend on distances alone, and lengths stay", () => {
    expect(far(scores(0), scores(17))).toBeLessThan(1e-13);
    expect(far(scores(0), scores(1_000_000))).toBeLessThan(1e-9);
    const lengths = (t: Tensor): Tensor => sum(matmul(t, swapAxes(t, 0, 1)));
    const one = slice(q, [[3, 4]]);
    expect(lengths(rotary(one, { start: 5 })).item()).toBeCloseTo(lengths(one).item(), 12);
  });

  test("position 0 stays as it is, and the first pair turns by 1", () => {
    expect(slice(rotary(q), [0]).toArray()).toEqual(slice(q, [0]).toArray());
    const [a, , b] = slice(q, [1]).toArray() as number[];
    expect((rotary(q).toArray() as number[][])[1]![0]).toBeCloseTo(a! * Math.cos(1) - b! * Math.sin(1), 12);
  });

  test("late positions are as exact as early ones, in float32", () => {
    const late = rotary(tensor([[1, 0]]), { start: 100_000 }).toArray() as number[][];
    expect(late[0]![0]).toBeCloseTo(Math.cos(100_000), 6);
  });

  test("mistakes", () => {
    expect(() => rotary(zeros([2, 3]))).toThrow("rotary: [..., time, d] with an even d is needed, got [2,3]");
    expect(() => rotary(zeros([2]))).toThrow("got [2]");
    expect(() => rotary(zeros([2, 2]), { base: 0 })).toThrow("rotary: base must be positive, got 0");
  });
});

test("sinusoidal: element t plus k is a rotation of element t, whatever t", () => {
  const waves = sinusoidal()
    .apply({}, zeros([1, 8, 2], "float64"))
    .toArray() as number[][][];
  for (let t = 0; t < 7; t++) {
    const [s, c] = waves[0]![t] as [number, number];
    expect(waves[0]![t + 1]![0]).toBeCloseTo(s * Math.cos(1) + c * Math.sin(1), 12);
    expect(waves[0]![t + 1]![1]).toBeCloseTo(c * Math.cos(1) - s * Math.sin(1), 12);
  }
  expect(() => sinusoidal().init(key, [3, 5])).toThrow("with an even width is needed, got [3,5]");
});

describe("transformerBlock", () => {
  test("with output weights of 0 it passes x on", () => {
    const block = transformerBlock({ width: 8, heads: 2, norm: rmsNorm, hidden: 12 });
    const params = block.init(key, [5, 8]);
    expect(Object.keys(params.attention.norm)).toEqual(["scale"]);
    expect(params.perceptron.expand.weights.shape).toEqual([8, 12]);
    const zero = {
      attention: {
        ...params.attention,
        attention: { ...params.attention.attention, output: { weights: zeros([8, 8]), bias: zeros([8]) } },
      },
      perceptron: { ...params.perceptron, contract: { weights: zeros([12, 8]), bias: zeros([8]) } },
    };
    expect(block.apply(zero, x).toArray()).toEqual(x.toArray());
  });

  test("dropout needs a key, and only while training", () => {
    const block = transformerBlock({ width: 8, heads: 2, dropout: 0.5 });
    const params = block.init(key, [5, 8]);
    expect(() => block.apply(params, x, { training: true })).toThrow("dropout: a key is needed");
    expect(block.apply(params, x, { training: true, key })).not.toEqual(block.apply(params, x));
    expect(block.apply(params, x, { training: true, key })).toEqual(block.apply(params, x, { training: true, key }));
  });

  test("another width does not fit", () => {
    expect(() => transformerBlock({ width: 8, heads: 2 }).init(key, [5, 6])).toThrow(
      "residual: the layer must keep the shape",
    );
  });
});
