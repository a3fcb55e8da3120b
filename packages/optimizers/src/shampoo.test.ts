import { type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { expectToFollow } from "../tests/follow.ts";
import { randomNumbers } from "../tests/random-numbers.ts";
import { scaleByShampoo, shampoo } from "./index.ts";
import { expectToFollowMatrices } from "./testing/follow-matrices.ts";
import { combined, diagonal, functionOf, type Matrix, product, transposed } from "./testing/plain-matrices.ts";

/** Algorithm 1 of Gupta, Koren & Singer in plain numbers, its powers by Jacobi's rotations. */
function reference({ e = 1, epsilon = 1e-4, every = 1, momentum = 0, isDiagonal = [false, false] }) {
  let [left, right]: (Matrix | undefined)[] = [];
  let roots: readonly [Matrix, Matrix] | undefined;
  let velocity: Matrix | undefined;
  const keep = (h: Matrix, isLong: boolean | undefined): Matrix => (isLong ? diagonal(h.map((row, i) => row[i]!)) : h);
  const sum = (h: Matrix | undefined, next: Matrix): Matrix =>
    combined((a, b) => a + b, h ?? diagonal(next.map(() => epsilon)), next);
  return (params: Matrix, g: Matrix, t: number): Matrix => {
    left = sum(left, keep(product(g, transposed(g)), isDiagonal[0]));
    right = sum(right, keep(product(transposed(g), g), isDiagonal[1]));
    if (!roots || (t - 1) % every === 0)
      roots = [functionOf(left, (w) => w ** -0.25), functionOf(right, (w) => w ** -0.25)];
    const u = product(roots[0], g, roots[1]);
    velocity = velocity ? combined((v, x) => momentum * v + x, velocity, u) : u;
    return combined((p, v) => p - e * v, params, velocity);
  };
}

describe("matrices follow Algorithm 1 in plain numbers", () => {
  test("tall and wide", () => {
    expectToFollowMatrices(shampoo({ learningRate: 0.3 }), reference({ e: 0.3 }));
    expectToFollowMatrices(shampoo({ learningRate: 0.3, epsilon: 0.1 }), reference({ e: 0.3, epsilon: 0.1 }), {
      shape: [5, 2],
    });
  });

  test("with momentum, and roots every third step", () => {
    expectToFollowMatrices(
      shampoo({ learningRate: 0.1, momentum: 0.5, every: 3 }),
      reference({ e: 0.1, momentum: 0.5, every: 3 }),
    );
  });

  test("with the diagonal alone for a long axis", () => {
    expectToFollowMatrices(
      shampoo({ learningRate: 0.3, maximumSize: 3 }),
      reference({ e: 0.3, isDiagonal: [false, true] }),
    );
    expectToFollowMatrices(
      shampoo({ learningRate: 0.3, maximumSize: 2 }),
      reference({ e: 0.3, isDiagonal: [true, true] }),
    );
  });
});

describe("other numbers of axes", () => {
  test("a vector gets AdaGrad with a full matrix", () => {
    const sums: { h?: Matrix } = {};
    expectToFollow(
      shampoo({ learningRate: 0.5, epsilon: 1e-2 }),
      (p, g) => {
        const outer = g.map((x) => g.map((y) => x * y));
        sums.h = combined((a, b) => a + b, sums.h ?? diagonal(g.map(() => 1e-2)), outer);
        const root = functionOf(sums.h, (w) => w ** -0.5);
        root.forEach((row, i) => {
          p[i]! -= 0.5 * row.reduce((sum, r, j) => sum + r * g[j]!, 0);
        });
      },
      { tolerance: 1e-11 },
    );
  });

  test("a long vector gets plain AdaGrad", () => {
    const sums = [0, 0, 0, 0, 0];
    expectToFollow(shampoo({ learningRate: 0.5, epsilon: 1e-2, maximumSize: 4 }), (p, g) => {
      g.forEach((x, i) => {
        sums[i]! += x * x;
        p[i]! -= (0.5 * x) / Math.sqrt(sums[i]! + 1e-2);
      });
    });
  });

  test("a scalar is a vector of one", () => {
    const optimizer = shampoo({ learningRate: 1, epsilon: 7 });
    expect(optimizer.update(3, optimizer.init(0), 0)[0]).toBeCloseTo(-3 / 4, 14);
  });

  test("three axes follow Algorithm 2: each unfolded, to the power -1/6", () => {
    const shape = [2, 3, 2] as const;
    const random = randomNumbers(41);
    const at = (i: number, j: number, k: number): number => (i * 3 + j) * 2 + k;
    const transform = scaleByShampoo({ epsilon: 0.01 });
    const params = tensor(new Float64Array(12), { shape });
    let state = transform.init(params);
    const sums: Matrix[] = shape.map((n) => diagonal(Array.from({ length: n }, () => 0.01)));
    for (let step = 0; step < 5; step++) {
      const g = Array.from({ length: 12 }, random);
      // H_axis[a][b] = sum over the other two axes of G[.. a ..] G[.. b ..]
      const index = (axis: number, a: number, rest: readonly [number, number]): number => {
        const place = [...rest];
        place.splice(axis, 0, a);
        return at(...(place as [number, number, number]));
      };
      shape.forEach((n, axis) => {
        const [u, v] = shape.filter((_, i) => i !== axis) as [number, number];
        for (let a = 0; a < n; a++)
          for (let b = 0; b < n; b++)
            for (let x = 0; x < u; x++)
              for (let y = 0; y < v; y++)
                sums[axis]![a]![b]! += g[index(axis, a, [x, y])]! * g[index(axis, b, [x, y])]!;
      });
      const [p, q, r] = sums.map((h) => functionOf(h, (w) => w ** (-1 / 6))) as [Matrix, Matrix, Matrix];
      const [updates, next] = transform.update(tensor(Float64Array.from(g), { shape }), state, params);
      state = next;
      const seen = updates.dataSync();
      for (let i = 0; i < 2; i++)
        for (let j = 0; j < 3; j++)
          for (let k = 0; k < 2; k++) {
            let expected = 0;
            for (let a = 0; a < 2; a++)
              for (let b = 0; b < 3; b++)
                for (let c = 0; c < 2; c++) expected += p[i]![a]! * q[j]![b]! * r[k]![c]! * g[at(a, b, c)]!;
            expect(seen[at(i, j, k)]).toBeCloseTo(expected, 12);
          }
    }
  });
});

describe("state", () => {
  const params = { w: tensor([[1, 2, 3]]), b: tensor([1, 2]), empty: tensor([], { shape: [0, 2] }) };

  test("is by path and axis, in double precision, and roots are kept where they are needed", () => {
    const plain = scaleByShampoo().init(params);
    expect(Object.keys(plain)).toEqual(["step", "statistics"]);
    expect(plain.statistics["w"]!.map(({ shape, dtype }: Tensor) => [dtype, ...shape])).toEqual([
      ["float64", 1, 1],
      ["float64", 3, 3],
    ]);
    const delayed = scaleByShampoo({ every: 5, maximumSize: 2 }).init(params);
    expect(delayed.statistics["w"]!.map(({ shape }) => shape)).toEqual([[1, 1], [3]]);
    expect(delayed.roots!["b"]!.map(({ shape, dtype }) => [dtype, ...shape])).toEqual([["float32", 2, 2]]);
  });

  test("leaves without entries stay as they are", () => {
    const transform = scaleByShampoo();
    const [updates] = transform.update(params, transform.init(params), params);
    expect(updates.empty.shape).toEqual([0, 2]);
  });

  test("a gradient of low rank, over and over, stays finite: rounding makes no eigenvalue negative", () => {
    const g = tensor(
      [1, 2, 3, 4].map((x) => [x, -x, x / 3]),
      { dtype: "float64" },
    );
    const transform = scaleByShampoo({ epsilon: 1e-300 });
    let state = transform.init(g);
    for (let step = 1; step <= 50; step++) {
      const [updates, next] = transform.update(g, state, g);
      state = next;
      // L and R have the one eigenvalue t |g|^2: the update is g / (sqrt(t) |g|)
      const norm = Math.sqrt(30 * (2 + 1 / 9));
      updates.dataSync().forEach((u, i) => expect(u).toBeCloseTo(g.dataSync()[i]! / norm / Math.sqrt(step), 8));
    }
  });
});

test.each([{ epsilon: 0 }, { every: 0 }, { every: 1.5 }, { maximumSize: 0 }, { momentum: 1 }])(
  "rejects %j",
  (options) => {
    expect(() => shampoo({ learningRate: 1, ...options })).toThrow(RangeError);
  },
);
