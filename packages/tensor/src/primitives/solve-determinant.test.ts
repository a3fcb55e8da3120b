import { describe, expect, test } from "vitest";
import { cast, DTypeError, eye, inverse, norm, ShapeError, slice, stack, tensor } from "../index.ts";
import type { Tensor } from "../tensor.ts";
import { ruleOf } from "../testing/rule-of.ts";
import {
  hilbert,
  inRoundings,
  matrixOf,
  randomMatrix,
  randomOrthogonal,
  secondDifferences,
} from "../testing/test-matrices.ts";
import { multiply, subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";
import { determinant, logDeterminant, solve } from "./solve-determinant.ts";

describe.each([
  ...[1, 2, 3, 8, 33, 64].map((n) => [`random ${n}`, randomMatrix([n, n], n)] as const),
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`Hilbert ${n}`, hilbert(n)] as const),
  ["exchange, no pivot on the diagonal", matrixOf(6, 6, (i, j) => Number(i + j === 5))] as const,
  ["huge", multiply(randomMatrix([5, 5], 5), 1e150)] as const,
  ["minute", multiply(randomMatrix([5, 5], 6), 1e-150)] as const,
  ["a transposed view", swapLastAxes(randomMatrix([7, 7], 7))] as const,
])("%s", (_name, a) => {
  const n = a.shape[0]!;

  test("A x is b, as nearly as a backward stable method finds it", () => {
    const b = randomMatrix([n, 3], n + 5);
    const x = solve(a, b);
    const size = norm(a).item() * norm(x).item() + norm(b).item();
    expect(norm(subtract(matmul(a, x), b)).item() / size).toBeLessThan(2 * n * Number.EPSILON);
  });

  test("A times its inverse is the identity, as nearly as the condition allows", () => {
    const x = inverse(a);
    const condition = norm(a).item() * norm(x).item();
    const error = norm(subtract(matmul(a, x), eye(n, n, "float64"))).item();
    expect(error / condition).toBeLessThan(2 * n * Number.EPSILON);
  });
});

test("the inverse of the scaled Hilbert matrix holds integers, which are known", () => {
  // (-1)^(i+j) (i+j-1) C(n+i-1, n-j) C(n+j-1, n-i) C(i+j-2, i-1)^2, i and j from 1: Choi 1983, eq. for H^-1
  const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
  const [n, scale] = [5, 2520];
  const a = matrixOf(n, n, (i, j) => scale / (i + j + 1));
  const exact = matrixOf(
    n,
    n,
    (i, j) =>
      ((-1) ** (i + j) * (i + j + 1) * choose(n + i, n - j - 1) * choose(n + j, n - i - 1) * choose(i + j, i) ** 2) /
      scale,
  );
  const condition = norm(a).item() * norm(exact).item();
  expect(inRoundings(subtract(inverse(a), exact), exact, n)).toBeLessThan(condition);
});

test("a tiny pivot is not used where there is a larger one", () => {
  const a = matrixOf(2, 2, (i, j) => (i + j === 0 ? 1e-20 : 1));
  expect(solve(a, tensor([1, 2], { dtype: "float64" })).toArray()).toEqual([1, 1]);
});

test("many right sides, batches and vectors are the same systems", () => {
  const a = stack([0, 1].map((k) => randomMatrix([3, 3], k)));
  const b = randomMatrix([4, 1, 3, 2], 9);
  const x = solve(a, b);
  expect(x.shape).toEqual([4, 2, 3, 2]);
  [0, 1].forEach((j) => {
    const one = solve(slice(a, [j]), slice(b, [3, 0]));
    expect(slice(x, [3, j]).toArray()).toEqual(one.toArray());
    expect(slice(solve(slice(a, [j]), b), [3, 0]).toArray()).toEqual(one.toArray());
    expect(slice(solve(a, slice(b, [3, 0, null, 1])), [j]).toArray()).toEqual(slice(one, [null, 1]).toArray());
  });
  expect(slice(inverse(a), [1]).toArray()).toEqual(inverse(slice(a, [1])).toArray());
});

test("float32 is float64, rounded once at the end", () => {
  const [a, b] = [cast(randomMatrix([5, 5], 1), "float32"), cast(randomMatrix([5, 2], 2), "float32")];
  const [wide, right] = [cast(a, "float64"), cast(b, "float64")];
  expect(solve(a, b)).toEqual(cast(solve(wide, right), "float32"));
  expect(determinant(a)).toEqual(cast(determinant(wide), "float32"));
});

test("a singular matrix throws under the name of the operation that was called", () => {
  const a = tensor([
    [1, 2, 3],
    [2, 4, 1],
    [1, 2, 0],
  ]);
  expect(() => solve(a, tensor([1, 2, 3]))).toThrow(
    new RangeError(
      "solve: an invertible matrix is needed, got a singular one (column 1 of 3 depends on those before it); use svd, or add a multiple of eye?",
    ),
  );
  expect(() => inverse(a)).toThrow(/^inverse: an invertible matrix/);
  expect(() => solve(stack([eye(3), a]), tensor([1, 2, 3]))).toThrow(RangeError);
});

test("shapes and types that do not fit throw", () => {
  expect(() => solve(tensor([[1, 2]]), tensor([1]))).toThrow(ShapeError);
  expect(() => solve(eye(2), tensor([1, 2, 3]))).toThrow(
    "solve: the right side needs 2 rows, got [2,2] and [3]; transpose one?",
  );
  expect(() => solve(eye(2), eye(2, 2, "float64"))).toThrow(DTypeError);
  expect(() => solve(eye(2, 2, "int32"), eye(2, 2, "int32"))).toThrow(DTypeError);
  expect(() => inverse(tensor([[1, 2]]))).toThrow(/^inverse: square matrices/);
  expect(() => determinant(tensor([[1, 2]]))).toThrow(/^determinant: square matrices/);
  expect(() => logDeterminant(eye(2, 2, "int32"))).toThrow(DTypeError);
});

test("NaN passes through", () => {
  const a = tensor([
    [NaN, 1],
    [1, 0],
  ]);
  expect(determinant(a).item()).toBeNaN();
  expect(solve(a, tensor([1, 1])).toArray()).toEqual([NaN, NaN]);
});

test("nothing has determinant 1 and is its own inverse", () => {
  const nothing = tensor([], { shape: [0, 0] });
  expect(determinant(nothing).item()).toBe(1);
  expect(logDeterminant(nothing).logarithm.item()).toBe(0);
  expect(logDeterminant(nothing).sign.item()).toBe(1);
  expect(inverse(nothing).shape).toEqual([0, 0]);
  expect(solve(nothing, tensor([], { shape: [0, 2] })).shape).toEqual([0, 2]);
  expect(determinant(tensor([], { shape: [0, 2, 2] })).shape).toEqual([0]);
});

describe("determinant", () => {
  /** 1 / det(H_n) = c(2n) / c(n)^4, c(n) = 1! 2! ... (n - 1)!; an integer, A005249. */
  const inverseHilbertDeterminants = [1, 1, 12, 2160, 6048000, 266716800000, 186313420339200000];

  test.each([1, 2, 3, 4, 5, 6])("of the Hilbert matrix %d", (n) => {
    const condition = norm(hilbert(n)).item() * norm(inverse(hilbert(n))).item();
    const product = determinant(hilbert(n)).item() * inverseHilbertDeterminants[n]!;
    expect(Math.abs(product - 1)).toBeLessThan(n * condition * Number.EPSILON);
  });

  test.each([1, 2, 3, 8])("of %d points is the product of their differences (Vandermonde)", (n) => {
    const product = Array.from({ length: n }, (_, i) => i).reduce(
      (total, i) => Array.from({ length: i }, (_, j) => j).reduce((sofar, j) => sofar * (i - j), total),
      1,
    );
    expect(determinant(matrixOf(n, n, (i, j) => i ** j)).item() / product).toBeCloseTo(1, 12);
  });

  test("of second differences is n + 1, of an exchange the sign of the permutation", () => {
    expect(determinant(secondDifferences(50)).item()).toBeCloseTo(51, 11);
    expect(determinant(matrixOf(6, 6, (i, j) => Number(i + j === 5))).item()).toBe(-1);
    expect(determinant(matrixOf(5, 5, (i, j) => Number(i + j === 4))).item()).toBe(1);
  });

  test("of an orthogonal matrix is 1 or -1, and of a product the product", () => {
    expect(Math.abs(determinant(randomOrthogonal(20, 1)).item())).toBeCloseTo(1, 13);
    const [a, b] = [randomMatrix([6, 6], 1), randomMatrix([6, 6], 2)];
    const product = determinant(a).item() * determinant(b).item();
    expect(determinant(matmul(a, b)).item() / product).toBeCloseTo(1, 12);
  });

  test("does not overflow or vanish on the way", () => {
    const sizes = [1e200, 1e250, 1e-300, 1e-150, 2];
    const a = matrixOf(5, 5, (i, j) => (i === j ? sizes[i]! : 0));
    expect(determinant(a).item()).toBeCloseTo(2, 12);
    expect(determinant(multiply(eye(3, 3, "float64"), 1e200)).item()).toBe(Infinity);
    expect(determinant(multiply(eye(3, 3, "float64"), -1e-200)).item()).toBe(-0);
    expect(determinant(tensor([[5e-324]], { dtype: "float64" })).item()).toBe(5e-324);
  });

  test("of a singular matrix is 0", () => {
    expect(determinant(matrixOf(3, 3, (i, j) => i + j)).item()).toBeCloseTo(0, 15);
    expect(determinant(matrixOf(3, 3, () => 0)).item()).toBe(0);
    const { sign, logarithm } = logDeterminant(matrixOf(3, 3, () => 1));
    expect([sign.item(), logarithm.item()]).toEqual([0, -Infinity]);
  });

  test("its logarithm does not overflow", () => {
    const { sign, logarithm } = logDeterminant(multiply(eye(7, 7, "float64"), -1e200));
    expect(sign.item()).toBe(-1);
    expect(logarithm.item()).toBeCloseTo(7 * 200 * Math.LN10, 9);
  });
});

describe("the gradient of the determinant", () => {
  const gradientOf = (a: Tensor): Tensor => ruleOf("determinant", determinant, a)(tensor(1, { dtype: "float64" }));

  /** The minors with their signs. */
  function naiveCofactors(a: Tensor): Tensor {
    const rows = a.toArray() as number[][];
    const expand = (m: number[][]): number =>
      m.length === 0 ? 1 : m[0]!.reduce((total, x, j) => total + (-1) ** j * x * expand(without(m, 0, j)), 0);
    const without = (m: number[][], i: number, j: number): number[][] =>
      m.filter((_, k) => k !== i).map((row) => row.filter((_, k) => k !== j));
    return matrixOf(rows.length, rows.length, (i, j) => (-1) ** (i + j) * expand(without(rows, i, j)));
  }

  const [x, y] = [randomMatrix([5, 5], 3), randomMatrix([5, 5], 4)];
  const rank = (r: number): Tensor => matmul(slice(x, [null, [0, r]]), slice(y, [[0, r]]));
  test.each([
    ["1 x 1", tensor([[3]], { dtype: "float64" })],
    ["1 x 1, zero", tensor([[0]], { dtype: "float64" })],
    ["invertible", randomMatrix([5, 5], 1)],
    ["singular by an exact zero", matrixOf(4, 4, (i, j) => (j === 1 ? 0 : 1 + ((i * i + 3 * j) % 5)))],
    ["singular by an equal row", matrixOf(4, 4, (i, j) => 1 + (((i % 3) * 7 + j * j) % 5))],
    ["rank n - 1 up to rounding", rank(4)],
    ["rank n - 2 up to rounding", rank(3)],
    ["rank n - 2", matrixOf(4, 4, (i, j) => (i < 2 ? i + j : 0))],
    ["zero", matrixOf(3, 3, () => 0)],
    ["Hilbert 6", hilbert(6)],
  ])("is the matrix of cofactors: %s", (_name, a) => {
    const error = norm(subtract(gradientOf(a), naiveCofactors(a))).item();
    const n = a.shape[0]!;
    expect(error).toBeLessThanOrEqual(10 * n * Number.EPSILON * norm(a).item() ** (n - 1));
  });

  test("of a batch, of nothing, and with NaN", () => {
    const batch = stack([hilbert(3), matrixOf(3, 3, () => 1)]);
    const gradients = ruleOf("determinant", determinant, batch)(tensor([1, 2], { dtype: "float64" }));
    expect(slice(gradients, [0]).toArray()).toEqual(gradientOf(hilbert(3)).toArray());
    expect(slice(gradients, [1]).toArray()).toEqual(multiply(gradientOf(matrixOf(3, 3, () => 1)), 2).toArray());
    expect(gradientOf(matrixOf(0, 0, () => 0)).shape).toEqual([0, 0]);
    expect(gradientOf(matrixOf(2, 2, (i, j) => (i + j === 0 ? NaN : 0))).toArray()).toContainEqual([NaN, NaN]);
  });

  test("has no derivative where there is no inverse, and says so", () => {
    const secondOf = (a: Tensor): Tensor => ruleOf("cofactors", gradientOf, a)(eye(2, 2, "float64"));
    // cof([[a, b], [c, d]]) = [[d, -c], [-b, a]], so <I, cof> = a + d
    expect(secondOf(matrixOf(2, 2, (i, j) => 1 + i + j + 2 * i * j)).toArray()).toEqual([
      [1, expect.closeTo(0, 14)],
      [expect.closeTo(0, 14), 1],
    ]);
    expect(() => secondOf(matrixOf(2, 2, () => 1))).toThrow(/^determinant \(second derivative\): an invertible/);
  });

  test("of its logarithm throws where that is -Infinity", () => {
    const rule = ruleOf(
      "logDeterminant",
      logDeterminant,
      matrixOf(2, 2, () => 1),
    );
    const zero = tensor(0, { dtype: "float64" });
    expect(() => rule(zero, zero)).toThrow(/^logDeterminant: an invertible matrix/);
  });
});
