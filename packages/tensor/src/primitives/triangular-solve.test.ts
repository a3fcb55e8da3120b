import { describe, expect, test } from "vitest";
import { cast, DTypeError, eye, ShapeError, slice, stack, tensor, where } from "../index.ts";
import { bandMask } from "../internal/band-mask.ts";
import type { Tensor } from "../tensor.ts";
import { inRoundings, randomMatrix } from "../testing/test-matrices.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";
import { abs } from "./rounding.ts";
import { triangularSolve } from "./triangular-solve.ts";

const choices = [true, false].flatMap((lower) =>
  [true, false].flatMap((transposed) => [true, false].map((unitDiagonal) => ({ lower, transposed, unitDiagonal }))),
);

describe.each(choices)("lower $lower, transposed $transposed, unitDiagonal $unitDiagonal", (options) => {
  /** The triangle that is meant, with what is not read replaced. */
  const triangleOf = (a: Tensor): Tensor => {
    const n = a.shape.at(-1)!;
    const read = where(options.lower ? bandMask(n, -n, 0) : bandMask(n, 0, n), a, 0);
    const triangle = options.unitDiagonal ? where(bandMask(n, 0, 0), 1, read) : read;
    return options.transposed ? swapLastAxes(triangle) : triangle;
  };

  test.each([1, 2, 5, 20])("T X is B for n = %d, also through transposed views", (n) => {
    const a = add(randomMatrix([n, n], n), multiply(eye(n, n, "float64"), 2));
    const b = randomMatrix([n, 3], n + 1);
    for (const matrix of [a, swapLastAxes(a)]) {
      const x = triangularSolve(matrix, b, options);
      // componentwise backward stable: the residual is small beside |T| |X|
      const size = matmul(abs(triangleOf(matrix)), abs(x));
      expect(inRoundings(subtract(matmul(triangleOf(matrix), x), b), size, n)).toBeLessThan(1);
    }
  });

  test("the other triangle is never read", () => {
    const a = add(randomMatrix([4, 4], 1), multiply(eye(4, 4, "float64"), 2));
    const unread = options.lower ? bandMask(4, 1, 4) : bandMask(4, -4, -1);
    const poisoned = where(options.unitDiagonal ? bandMask(4, 0, 0) : unread, NaN, where(unread, NaN, a));
    const b = randomMatrix([4, 2], 2);
    expect(triangularSolve(poisoned, b, options)).toEqual(triangularSolve(a, b, options));
  });
});

test("substitution gives integers exactly", () => {
  const a = tensor([
    [2, 9],
    [3, 4],
  ]);
  expect(triangularSolve(a, tensor([2, 11])).toArray()).toEqual([1, 2]);
  expect(triangularSolve(a, tensor([2, 11]), { unitDiagonal: true }).toArray()).toEqual([2, 5]);
  expect(triangularSolve(a, tensor([20, 8]), { lower: false }).toArray()).toEqual([1, 2]);
  expect(triangularSolve(a, tensor([8, 8]), { transposed: true }).toArray()).toEqual([1, 2]);
});

test("a batch of matrices and a batch of right sides broadcast", () => {
  const a = stack([0, 1].map((k) => add(randomMatrix([3, 3], k), multiply(eye(3, 3, "float64"), 2))));
  const b = randomMatrix([4, 1, 3, 2], 9);
  const x = triangularSolve(a, b);
  expect(x.shape).toEqual([4, 2, 3, 2]);
  [0, 1].forEach((j) => {
    expect(slice(x, [3, j]).toArray()).toEqual(triangularSolve(slice(a, [j]), slice(b, [3, 0])).toArray());
    expect(slice(triangularSolve(slice(a, [j]), b), [3, 0]).toArray()).toEqual(slice(x, [3, j]).toArray());
  });
});

test("empty systems have empty solutions", () => {
  expect(triangularSolve(tensor([], { shape: [0, 0] }), tensor([], { shape: [0, 3] })).shape).toEqual([0, 3]);
  expect(triangularSolve(eye(3), tensor([], { shape: [3, 0] })).shape).toEqual([3, 0]);
  expect(triangularSolve(eye(3), tensor([], { shape: [0, 3, 2] })).shape).toEqual([0, 3, 2]);
});

test("float32 is float64, rounded once at the end", () => {
  const a = cast(add(randomMatrix([5, 5], 1), multiply(eye(5, 5, "float64"), 2)), "float32");
  const b = cast(randomMatrix([5, 2], 2), "float32");
  expect(triangularSolve(a, b)).toEqual(cast(triangularSolve(cast(a, "float64"), cast(b, "float64")), "float32"));
});

test("a zero on the diagonal throws, unless the diagonal is not read", () => {
  const a = tensor([
    [1, 0],
    [1, 0],
  ]);
  expect(() => triangularSolve(a, tensor([1, 1]))).toThrow(
    new RangeError("triangularSolve: the diagonal must not hold 0, got 0 in row 1 of 2; is the matrix singular?"),
  );
  expect(triangularSolve(a, tensor([1, 1]), { unitDiagonal: true }).toArray()).toEqual([1, 0]);
});

test("shapes and types that do not fit throw", () => {
  expect(() => triangularSolve(tensor([[1, 2]]), tensor([1]))).toThrow(ShapeError);
  expect(() => triangularSolve(eye(2), tensor([1, 2, 3]))).toThrow(
    "triangularSolve: the right side needs 2 rows, got [2,2] and [3]; transpose one?",
  );
  expect(() => triangularSolve(eye(2), tensor(1))).toThrow(ShapeError);
  expect(() => triangularSolve(eye(2), eye(2, 2, "float64"))).toThrow(DTypeError);
  expect(() => triangularSolve(eye(2, 2, "int32"), eye(2, 2, "int32"))).toThrow(DTypeError);
});
