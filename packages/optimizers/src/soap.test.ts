import { matmul, type Tensor, tensor, transpose } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { adam, applyUpdates, type GradientTransform, scaleBySoap, soap } from "./index.ts";
import { expectToFollowMatrices } from "./testing/follow-matrices.ts";
import {
  combined,
  diagonal,
  gramSchmidt,
  jacobiEigen,
  type Matrix,
  product,
  transposed,
} from "./testing/plain-matrices.ts";

interface Settings {
  readonly e: number;
  readonly beta1?: number;
  readonly beta2?: number;
  readonly epsilon?: number;
  readonly decay?: number;
  readonly every?: number;
  readonly weightDecay?: number;
  /** Does the axis turn? */
  readonly turns?: readonly [boolean, boolean];
}

/** Algorithms 3 and 4 of Vyas et al. in plain numbers, after a first step that only finds the bases. */
function reference({
  e,
  beta1 = 0.95,
  beta2 = 0.95,
  epsilon = 1e-8,
  decay = beta2,
  every = 10,
  weightDecay = 0.01,
  turns = [true, true],
}: Settings) {
  let [left, right, qLeft, qRight, m, v]: Matrix[] = [];
  const mean = (beta: number, average: Matrix | undefined, value: Matrix): Matrix =>
    combined((a, x) => beta * a + (1 - beta) * x, average ?? combined(() => 0, value), value);
  return (params: Matrix, g: Matrix, attempt: number): Matrix => {
    left = mean(decay, left, product(g, transposed(g)));
    right = mean(decay, right, product(transposed(g), g));
    const decayed = (p: number): number => p - e * weightDecay * p;
    if (attempt === 1) {
      qLeft = turns[0] ? jacobiEigen(left).vectors : diagonal(left.map(() => 1));
      qRight = turns[1] ? jacobiEigen(right).vectors : diagonal(right.map(() => 1));
      return combined((p) => decayed(p), params);
    }
    const t = attempt - 1;
    const [ql, qr] = [qLeft!, qRight!];
    const turnedGradient = product(transposed(ql), g, qr);
    m = mean(beta1, m, g);
    const turnedMean = product(transposed(ql), m, qr);
    v = mean(
      beta2,
      v,
      combined((x) => x * x, turnedGradient),
    );
    const step = combined(
      (mi, vi) => mi / (1 - beta1 ** t) / (Math.sqrt(vi / (1 - beta2 ** t)) + epsilon),
      turnedMean,
      v,
    );
    const back = product(ql, step, transposed(qr));
    if (t % every === 0) {
      if (turns[0]) qLeft = gramSchmidt(product(left, ql));
      if (turns[1]) qRight = gramSchmidt(product(right, qr));
    }
    return combined((p, u) => decayed(p) - e * u, params, back);
  };
}

describe("matrices follow Algorithms 3 and 4 in plain numbers", () => {
  test("with the defaults, past two turns of the bases", () => {
    expectToFollowMatrices(soap({ learningRate: 0.1 }), reference({ e: 0.1 }), { tolerance: 1e-9 });
  });

  test("with all settings, at every step", () => {
    const settings = { beta1: 0.8, beta2: 0.9, epsilon: 1e-2, every: 1, weightDecay: 0.3 };
    expectToFollowMatrices(
      soap({ learningRate: 0.05, statisticsDecay: 0.7, ...settings }),
      reference({ e: 0.05, decay: 0.7, ...settings }),
      { shape: [4, 3], tolerance: 1e-9 },
    );
  });

  test("an axis that is too long keeps its own basis", () => {
    expectToFollowMatrices(soap({ learningRate: 0.1, maximumSize: 3 }), reference({ e: 0.1, turns: [true, false] }), {
      tolerance: 1e-9,
    });
    expectToFollowMatrices(soap({ learningRate: 0.1, maximumSize: 2 }), reference({ e: 0.1, turns: [false, false] }));
  });
});

test("vectors and scalars get Adam, one step late", () => {
  const random = randomNumbers(3);
  const draw = () => ({ b: tensor(Float64Array.from({ length: 4 }, random)), s: random() });
  const settings = { learningRate: 0.1, beta1: 0.95, beta2: 0.95 };
  const [optimizer, late] = [soap({ ...settings, weightDecay: 0 }), adam(settings)];
  let params = draw();
  let state = optimizer.init(params);
  let lateState = late.init(params);
  for (let step = 0; step < 5; step++) {
    const gradients = draw();
    const [updates, next] = optimizer.update(gradients, state, params);
    state = next;
    if (step === 0) {
      expect([...updates.b.dataSync(), updates.s]).toEqual([0, 0, 0, 0, 0].map(() => expect.closeTo(0, 300)));
      continue;
    }
    const [expected, nextLate] = late.update(gradients, lateState, params);
    lateState = nextLate;
    expect(updates.s).toBeCloseTo(expected.s, 14);
    expect(updates.b.toArray()).toEqual(expected.b.toArray());
    params = applyUpdates(params, updates);
  }
});

describe("state", () => {
  const run = (gradients: readonly Tensor[], params: Tensor) => {
    const transform = scaleBySoap({ every: 2 });
    let state = transform.init(params);
    for (const g of gradients) [, state] = transform.update(g, state, params);
    return state;
  };

  test("bases stay orthogonal, also where a gradient has a low rank or is 0", () => {
    const rankOne = tensor(
      [1, 2, -1].map((x) => [x, 2 * x, 3 * x, -x]),
      { dtype: "float64" },
    );
    const zero = tensor(new Float64Array(12), { shape: [3, 4] });
    for (const gradients of [
      [rankOne, rankOne, rankOne, rankOne, rankOne],
      [zero, zero, zero, rankOne, zero, zero],
    ])
      for (const basis of run(gradients, zero).bases[""]!) {
        const gram = matmul(transpose(basis), basis).toArray() as Matrix;
        gram.forEach((row, i) => row.forEach((x, j) => expect(x).toBeCloseTo(i === j ? 1 : 0, 12)));
      }
  });

  test("is by path and axis: matrices in double precision, moments of the type of the leaf", () => {
    const params = { w: tensor([[1, 2, 3]]), b: tensor([1, 2]), kernel: tensor([[[[1, 2]]]]) };
    const state = soap({ learningRate: 1 }).init(params).moments;
    expect(Object.keys(state)).toEqual(["step", "mean", "meanSquare", "statistics", "bases"]);
    expect(state.bases["w"]!.map(({ dtype, shape }) => [dtype, ...shape])).toEqual([
      ["float64", 1, 1],
      ["float64", 3, 3],
    ]);
    expect(state.bases["b"]).toEqual([]);
    expect(state.statistics["kernel"]!.map(({ shape }) => shape)).toEqual([
      [1, 1],
      [1, 1],
      [1, 1],
      [2, 2],
    ]);
  });
});

test("on a quadratic that is turned against the axes it gets far below Adam", () => {
  // 1/2 |A P A^T|^2, A = diag(1, 0.2, 0.04) times an orthogonal matrix
  const turn = gramSchmidt([
    [1, 2, -1],
    [0.5, -1, 3],
    [2, 1, 1],
  ]);
  const a = product(diagonal([1, 0.2, 0.04]), turn);
  const hessian = product(transposed(a), a);
  const lossAfter = (optimizer: GradientTransform<unknown>): number => {
    let params = tensor(diagonal([1, 1, 1]), { dtype: "float64" });
    let state = optimizer.init(params);
    for (let step = 0; step < 300; step++) {
      const g = product(hessian, params.toArray() as Matrix, hessian);
      const [updates, next] = optimizer.update(tensor(g, { dtype: "float64" }), state, params);
      [params, state] = [applyUpdates(params, updates), next];
    }
    return product(a, params.toArray() as Matrix, transposed(a))
      .flat()
      .reduce((sum, x) => sum + (x * x) / 2, 0);
  };
  const settings = { learningRate: (step: number) => 0.1 * 0.985 ** step, beta1: 0.9, beta2: 0.95 };
  expect(lossAfter(soap({ ...settings, weightDecay: 0, every: 1 }))).toBeLessThan(0.01 * lossAfter(adam(settings)));
});

test.each([
  { beta1: 1 },
  { beta2: -1 },
  { epsilon: 0 },
  { statisticsDecay: 1 },
  { every: 0 },
  { maximumSize: 0.5 },
  { weightDecay: -1 },
])("rejects %j", (options) => {
  expect(() => soap({ learningRate: 1, ...options })).toThrow(RangeError);
});
