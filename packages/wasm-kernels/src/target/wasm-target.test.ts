import { grad, valueAndGrad } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { adam, applyUpdates } from "@adjoint/optimizers";
import {
  add,
  conv2d,
  exp,
  expandDims,
  flip,
  isTensor,
  less,
  logicalAnd,
  logicalNot,
  matmul,
  maxPool2d,
  multiply,
  negate,
  normal,
  randomKey,
  reshape,
  slice,
  splitKey,
  sum,
  take,
  takeAlongAxis,
  type Tensor,
  tensor,
  tile,
  transpose,
  where,
  zeros,
} from "@adjoint/tensor";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

const leavesOf = (tree: unknown): Tensor[] =>
  isTensor(tree) ? [tree] : typeof tree === "object" && tree !== null ? Object.values(tree).flatMap(leavesOf) : [];

/** Within `tolerance` of the norm of what the eager program gives; NaN and infinities at the same places. */
function expectClose(got: unknown, expected: unknown, tolerance: number): void {
  const [fast, eager] = [leavesOf(got), leavesOf(expected)];
  expect(fast.map(({ dtype, shape }) => [dtype, shape])).toEqual(eager.map(({ dtype, shape }) => [dtype, shape]));
  eager.forEach((t, i) => {
    const [a, b] = [fast[i]!.dataSync(), t.dataSync()];
    const norm = Math.sqrt(Array.from(b).reduce((total, x) => total + (Number.isFinite(x) ? x * x : 0), 0));
    b.forEach((x, k) => {
      if (!Number.isFinite(x)) expect(a[k]).toBe(x);
      else expect(Math.abs(a[k]! - x)).toBeLessThanOrEqual(tolerance * norm);
    });
  });
}

test.each([1, 3, 4, 7, 64])(
  "rows of %i elements, with operands for rows, for columns and for all, and masks",
  (width) => {
    const value = (...shape: number[]): Tensor => normal(randomKey(shape.length + width), shape);
    const f = (a: Tensor, row: Tensor, column: Tensor, all: Tensor) => {
      const mask = less(a, row);
      const chosen = where(logicalAnd(mask, logicalNot(less(column, all))), exp(a), negate(multiply(a, row)));
      return { chosen, mask, sum: add(chosen, add(column, all)), swapped: add(transpose(a), transpose(chosen)) };
    };
    const inputs = [value(5, width), value(width), value(5, 1), value()] as const;
    expectClose(compile(f, { target: wasmTarget() })(...inputs), f(...inputs), 1e-6);
  },
);

test.each([1, 5, 8])("operands of %i by %i in any order of axes, backwards and in parts, masks too", (n) => {
  const x = normal(randomKey(n), [n, 3, n]);
  const f = (a: Tensor) => {
    const turned = transpose(a, [2, 1, 0]);
    const mask = less(a, 0);
    return [
      add(a, turned),
      multiply(flip(a), slice(tile(a, [1, 1, 2]), [null, null, [0, null, 2]])),
      where(transpose(mask, [2, 1, 0]), a, flip(turned, { axis: 2 })),
      where(flip(mask), reshape(turned, [n, 3, n]), expandDims(slice(a, [null, 1]), 1)),
      reshape(transpose(exp(turned), [1, 0, 2]), [-1]),
    ];
  };
  expectClose(compile(f, { target: wasmTarget() })(x), f(x), 1e-6);
});

test("what is computed again in place of being read is not what another view of it reads", () => {
  const x = normal(randomKey(1), [6, 6]);
  const f = (a: Tensor) => {
    const twice = add(a, a);
    const [low, high] = [add(twice, a), multiply(transpose(twice), a)];
    return [add(transpose(twice), low), add(multiply(low, high), transpose(high)), add(flip(twice), add(low, twice))];
  };
  for (const one of [0, 1, 2]) {
    const alone = (a: Tensor): Tensor => f(a)[one]!;
    expectClose(compile(alone, { target: wasmTarget() })(x), alone(x), 1e-6);
  }
  expectClose(compile(f, { target: wasmTarget() })(x), f(x), 1e-6);
});

test.each([
  [5, 7, 9],
  [64, 300, 33],
  [20, 520, 1100],
  [1, 40, 70],
  [70, 40, 1],
  [48, 1, 48],
])("products of [%i,%i] by columns of %i that end in other work", (rows, depth, columns) => {
  const value = (seed: number, ...shape: number[]): Tensor => normal(randomKey(seed), shape);
  const f = (a: Tensor, b: Tensor, bias: Tensor, scale: Tensor, residual: Tensor) => {
    const z = add(matmul(a, b), bias);
    const hidden = where(less(z, 0), multiply(z, 0.25), z);
    const product = matmul(a, b);
    return {
      hidden, // with a mask that the product makes
      mask: less(matmul(negate(a), b), 0),
      residual: add(multiply(matmul(a, negate(b)), scale), residual),
      both: [product, exp(negate(product.shape[0] === 1 ? product : multiply(product, product)))],
      view: add(reshape(matmul(exp(negate(a)), b), [-1]), reshape(residual, [-1])),
    };
  };
  const inputs = [
    multiply(value(1, rows, depth), 0.1),
    value(2, depth, columns),
    value(3, columns),
    value(4, rows, 1),
    value(5, rows, columns),
  ] as const;
  for (const threads of [1, 2])
    expectClose(compile(f, { target: wasmTarget({ threads }) })(...inputs), f(...inputs), 1e-6);
});

test("loops that differ in the sign of a zero do not share a function", () => {
  const f = compile((x: Tensor, y: Tensor) => [add(x, 0), add(y, -0)], { target: wasmTarget() });
  const zeros = (): Tensor => tensor([-0, -0, -0, -0, -0]);
  const [first, second] = f(zeros(), zeros());
  expect([first!.dataSync()[0], second!.dataSync()[4]]).toEqual([0, -0]);
});

test("many small products with biases for each of them, in parts of other arrays", () => {
  const value = (seed: number, ...shape: number[]): Tensor => normal(randomKey(seed), shape);
  const f = (a: Tensor, b: Tensor, bias: Tensor) => {
    const heads = transpose(reshape(a, [2, 9, 3, 4]), [0, 2, 1, 3]);
    const scores = add(multiply(matmul(heads, transpose(heads, [0, 1, 3, 2])), 0.5), bias);
    return [scores, add(matmul(a, b), slice(bias, [0, 0, null, [0, 5]]))];
  };
  const inputs = [value(1, 2, 9, 12), value(2, 12, 5), value(3, 2, 1, 9, 9)] as const;
  for (const threads of [1, 2])
    expectClose(compile(f, { target: wasmTarget({ threads }) })(...inputs), f(...inputs), 1e-6);
});

test("a compiled function can be differentiated, and compiled into another one", () => {
  const x = tensor([1, 2, 3]);
  const compiled = compile((a: Tensor) => sum(exp(a)), { target: wasmTarget() });
  expectClose(grad(compiled)(x), exp(x), 1e-6);
  expectClose(compile((a: Tensor) => compiled(negate(a)), { target: wasmTarget() })(x), sum(exp(negate(x))), 1e-6);
});

test("a train step of a perceptron follows the eager one", () => {
  const [k1, k2, k3] = splitKey(randomKey(3), 3);
  const start = {
    hidden: { weights: normal(k1, [10, 7], { standardDeviation: 0.4 }), bias: zeros([7]) },
    output: { weights: normal(k2, [7, 3], { standardDeviation: 0.4 }), bias: zeros([3]) },
  };
  const x = normal(k3, [12, 10]);
  const labels = tensor(
    Array.from({ length: 12 }, (_, i) => i % 3),
    { dtype: "int32" },
  );
  const optimizer = adam({ learningRate: (step) => 0.05 / (1 + step) });
  const step = (params: typeof start, state: ReturnType<typeof optimizer.init>, inputs: Tensor, targets: Tensor) => {
    const [loss, gradients] = valueAndGrad(({ hidden, output }: typeof start) => {
      const z = add(matmul(inputs, hidden.weights), hidden.bias);
      const features = where(less(0, z), z, 0);
      return softmaxCrossEntropyWithIntegerLabels(add(matmul(features, output.weights), output.bias), targets);
    })(params);
    const [updates, next] = optimizer.update(gradients, state, params);
    return { params: applyUpdates(params, updates), state: next, loss };
  };
  const compiled = compile(step, { target: wasmTarget() });
  let eager = { params: start, state: optimizer.init(start), loss: zeros([]) };
  let fast = eager;
  for (let k = 0; k < 10; k++) {
    eager = step(eager.params, eager.state, x, labels);
    fast = compiled(fast.params, fast.state, x, labels);
    expectClose(fast.loss, eager.loss, 1e-5);
  }
  expectClose(fast.params, eager.params, 1e-5);
  expect(compiled.stats.traces).toBe(1);
});

test("an index out of range throws what the operation throws, and the next call goes on", () => {
  const x = normal(randomKey(1), [4, 3]);
  const f = (table: Tensor, indices: Tensor) => [take(table, indices), takeAlongAxis(table, expandDims(indices, 1))];
  const compiled = compile(f, { target: wasmTarget() });
  const indices = (...values: number[]): Tensor => tensor(values, { dtype: "int32" });
  expect(() => compiled(x, indices(0, 4, 1, 2))).toThrow(
    new RangeError("take: indices go from -4 to 3, got 4; check the labels or the size?"),
  );
  expect(() => compiled(x, indices(0, 1, -4, 2))).toThrow(
    new RangeError("takeAlongAxis: indices go from -3 to 2, got -4; check the labels or the size?"),
  );
  const good = indices(0, 2, -1, -3);
  expectClose(compiled(x, good), f(x, good), 0);
});

test("a train step of a convolutional network follows the eager one, without the host", () => {
  const [k1, k2, k3] = splitKey(randomKey(4), 3);
  const params = {
    filters: normal(k1, [5, 2, 3, 3], { standardDeviation: 0.3 }),
    output: normal(k2, [80, 3], { standardDeviation: 0.1 }),
  };
  const images = normal(k3, [6, 2, 9, 8]);
  const labels = tensor([0, 1, 2, 0, 1, 2], { dtype: "int32" });
  const step = ({ filters, output }: typeof params, x: Tensor) => {
    const [loss, gradients] = valueAndGrad((p: typeof params) => {
      const features = maxPool2d(conv2d(x, p.filters, { padding: "same", stride: [1, 1] }), { window: 2 });
      return softmaxCrossEntropyWithIntegerLabels(matmul(reshape(features, [6, -1]), p.output), labels);
    })({ filters, output });
    return { loss, gradients };
  };
  const compiled = compile(step, { target: wasmTarget() });
  expectClose(compiled(params, images), step(params, images), 1e-6);
  const own = ["convolution", "windowArgMax", "takeInRows", "scatterAddInRows"];
  expect(compiled.stats.programs[0]!.fallbacks.filter((name) => own.includes(name))).toEqual([]);
});
