import { svd, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { adam, applyUpdates, chain, muon, orthogonalize, scaleByLearningRate } from "./index.ts";
import { expectToFollowMatrices } from "./testing/follow-matrices.ts";
import { combined, type Matrix, product, transposed } from "./testing/plain-matrices.ts";

/** `zeropower_via_newtonschulz5` of the paper in plain numbers, without its rounding to bfloat16. */
function newtonSchulz(g: Matrix): Matrix {
  const [a, b, c] = [3.4445, -4.775, 2.0315];
  const isTall = g.length > g[0]!.length;
  const norm = Math.sqrt(g.flat().reduce((sum, x) => sum + x * x, 0));
  let x = combined((entry) => entry / norm, isTall ? transposed(g) : g);
  for (let step = 0; step < 5; step++) {
    const square = product(x, transposed(x));
    const polynomial = combined((s, q) => b * s + c * q, square, product(square, square));
    x = combined((entry, p) => a * entry + p, x, product(polynomial, x));
  }
  return isTall ? transposed(x) : x;
}

const apply = (g: Tensor): Tensor => orthogonalize().update(g, {}, g)[0];
const draw = (shape: readonly [number, number], seed = 3): Matrix => {
  const random = randomNumbers(seed);
  return Array.from({ length: shape[0] }, () => Array.from({ length: shape[1] }, random));
};

describe("orthogonalize", () => {
  test.each([
    [3, 3],
    [2, 5],
    [6, 3],
    [1, 4],
    [4, 1],
  ] as const)("follows the published iteration on %s x %s", (...shape) => {
    const g = draw(shape);
    const expected = newtonSchulz(g).flat();
    const seen = apply(tensor(g, { dtype: "float64" })).dataSync();
    expected.forEach((x, i) => expect(seen[i]).toBeCloseTo(x, 13));
  });

  test("keeps singular vectors and brings singular values between 0.68 and 1.14", () => {
    const g = tensor(draw([8, 5], 11), { dtype: "float64" });
    const { u, s, v } = svd(g);
    const turned = product(transposed(u.toArray() as Matrix), apply(g).toArray() as Matrix, v.toArray() as Matrix);
    expect(s.dataSync()[4]! / s.dataSync()[0]!).toBeLessThan(0.5);
    turned.forEach((row, i) =>
      row.forEach((x, j) => {
        if (i !== j) expect(Math.abs(x)).toBeLessThan(1e-12);
        if (i === j) expect(x).toBeGreaterThan(0.68);
        if (i === j) expect(x).toBeLessThan(1.14);
      }),
    );
  });

  test("does not depend on the scale, 0 stays 0, and float32 follows", () => {
    const g = draw([3, 4]);
    const expected = newtonSchulz(g).flat();
    for (const scale of [1e-30, 1e-3, 1e25]) {
      const seen = apply(tensor(combined((x) => scale * x, g))).dataSync();
      expected.forEach((x, i) => expect(Math.abs(seen[i]! - x)).toBeLessThan(1e-5));
    }
    expect(apply(tensor([[0, 0, 0]])).toArray()).toEqual([[0, 0, 0]]);
  });

  test("a kernel counts as a matrix of its first axis and the others", () => {
    const g = draw([4, 6]);
    const kernel = apply(tensor(g.flat(), { shape: [4, 2, 3, 1], dtype: "float64" }));
    expect(kernel.shape).toEqual([4, 2, 3, 1]);
    newtonSchulz(g)
      .flat()
      .forEach((x, i) => expect(kernel.dataSync()[i]).toBeCloseTo(x, 13));
  });

  test("needs matrices, and a step", () => {
    const transform = orthogonalize();
    expect(() => transform.update({ b: tensor([1]) }, {}, { b: tensor([1]) })).toThrow(
      "orthogonalize: b must be a matrix, got 1 axes; give it to another part?",
    );
    expect(() => orthogonalize({ steps: 0 })).toThrow(RangeError);
  });
});

describe("muon follows Jordan et al. in plain numbers", () => {
  const reference =
    (e: number, a: number, nesterov: boolean, length: number, weightDecay = 0) =>
    () => {
      let v: Matrix | undefined;
      return (params: Matrix, g: Matrix): Matrix => {
        v = v ? combined((velocity, x) => a * velocity + x, v, g) : g;
        const ahead = nesterov ? combined((velocity, x) => a * velocity + x, v, g) : v;
        return combined((p, u) => p - e * (length * u + weightDecay * p), params, newtonSchulz(ahead));
      };
    };

  test("with its defaults; a matrix [inputs, outputs] of more outputs takes longer steps", () => {
    expectToFollowMatrices(muon({ learningRate: 0.05 }), reference(0.05, 0.95, true, Math.sqrt(4 / 3))());
    expectToFollowMatrices(muon({ learningRate: 0.05 }), reference(0.05, 0.95, true, 1)(), { shape: [5, 2] });
  });

  test("without looking ahead, with decay, and as long as Adam", () => {
    expectToFollowMatrices(
      muon({ learningRate: 0.1, momentum: 0.8, nesterov: false, weightDecay: 0.2, scale: "adam" }),
      reference(0.1, 0.8, false, 0.2 * Math.sqrt(5), 0.2)(),
      { shape: [5, 2] },
    );
  });

  test("its schedule is that of both parts", () => {
    const rate = (step: number): number => 0.1 / (1 + step);
    const optimizer = muon({ learningRate: rate });
    const params = { w: tensor([[1, 2]]), b: tensor([1]) };
    let state = optimizer.init(params);
    for (const expected of [0.1, 0.05]) {
      const [updates, next] = optimizer.update(params, state, params);
      expect(updates.b.item()).toBeCloseTo(-expected, 6);
      state = next;
    }
    expect(state.matrices.rate.learningRate.item()).toBeCloseTo(0.05, 12);
  });
});

describe("what is no hidden matrix", () => {
  test("goes to Adam, and each part keeps the state of its leaves alone", () => {
    const params = {
      layers: [{ weights: tensor(draw([2, 3])), bias: tensor([1, 2, 3]) }],
      scale: 1,
      kernel: tensor([[[1, 2]]]),
    };
    const optimizer = muon({ learningRate: 0.1, adam: { learningRate: 0.01, beta1: 0.5 } });
    const reference = adam({ learningRate: 0.01, beta1: 0.5 });
    const vectors = { bias: params.layers[0]!.bias, scale: params.scale, kernel: params.kernel };
    let state = optimizer.init(params);
    expect(state.matrices.momentum.velocity).toEqual({ layers: { 0: { weights: expect.anything() as Tensor } } });
    expect(Object.keys(state.rest.moments.mean)).toEqual(["layers", "scale", "kernel"]);
    let referenceState = reference.init(vectors);
    for (let step = 0; step < 3; step++) {
      const [updates, next] = optimizer.update(params, state, params);
      const [expected, nextReference] = reference.update(vectors, referenceState, vectors);
      expect(updates.layers[0]!.bias.toArray()).toEqual(expected.bias.toArray());
      expect(updates.scale).toBe(expected.scale);
      expect(updates.kernel.toArray()).toEqual(expected.kernel.toArray());
      [state, referenceState] = [next, nextReference];
    }
  });

  test("is chosen by path, kernels too", () => {
    const params = { embedding: tensor([[1, 2]]), hidden: tensor([[1, 2]]), kernel: tensor([[[1, 2]]]) };
    const optimizer = muon({
      learningRate: 1,
      matrices: (path, { rank }) => rank > 1 && path !== "embedding",
    });
    const state = optimizer.init(params);
    expect(Object.keys(state.matrices.momentum.velocity)).toEqual(["hidden", "kernel"]);
    const [updates] = optimizer.update(params, state, params);
    // a kernel [outputs 1, inputs 2] next to a matrix [inputs 1, outputs 2]
    const [a, b] = [updates.hidden.dataSync()[0]!, updates.kernel.dataSync()[0]!];
    expect(a / b).toBeCloseTo(Math.SQRT2, 5);
  });
});

test("goes down a quadratic of matrices", () => {
  const target = draw([6, 4], 5);
  const lossOf = (p: Tensor): number =>
    (p.toArray() as Matrix).flat().reduce((sum, x, i) => sum + (i + 1) * (x - target.flat()[i]!) ** 2, 0);
  const gradientOf = (p: Tensor): Tensor =>
    tensor((p.toArray() as Matrix).map((row, i) => row.map((x, j) => 2 * (i * 4 + j + 1) * (x - target[i]![j]!))));
  let params = tensor(draw([6, 4], 9));
  const optimizer = muon({ learningRate: (step) => 0.3 * 0.98 ** step });
  let state = optimizer.init(params);
  const before = lossOf(params);
  for (let step = 0; step < 400; step++) {
    const [updates, next] = optimizer.update(gradientOf(params), state, params);
    [params, state] = [applyUpdates(params, updates), next];
  }
  expect(lossOf(params)).toBeLessThan(before / 1000);
});

test("mistakes", () => {
  expect(() => muon({ learningRate: 1, momentum: 1 })).toThrow(RangeError);
  expect(() => muon({ learningRate: 1, steps: 1.5 })).toThrow(RangeError);
  expect(() => muon({ learningRate: -1 })).toThrow(RangeError);
  expect(() => muon({ learningRate: 1, adam: { beta2: 1 } })).toThrow(RangeError);
  expect(() => muon({ learningRate: 1, scale: "rms" as "adam" })).toThrow(
    'muon: scale is "spectral" or "adam", got rms',
  );
});

test("is a chain that can be written by hand", () => {
  const g = tensor(draw([2, 2]));
  const byHand = chain({ orthogonal: orthogonalize(), rate: scaleByLearningRate(0.3) });
  const [expected] = byHand.update(g, byHand.init(g), g);
  const optimizer = muon({ learningRate: 0.3, momentum: 0 });
  expect(optimizer.update(g, optimizer.init(g), g)[0].toArray()).toEqual(expected.toArray());
});
