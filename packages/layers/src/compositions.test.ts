import { relu } from "@adjoint/activations";
import { add, normal, randomKey, tensor, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { activation, conv2d, dense, flatten, maxPool, parallel, residual, sequential } from "./index.ts";

const key = randomKey(0);
const x = normal(key, [3, 4]);

describe("sequential", () => {
  test("is one layer after the other, and starts them from keys of their own", () => {
    const [first, second] = [dense({ outputs: 4 }), dense({ outputs: 4 })];
    const model = sequential({ first, relu: activation(relu), second });
    const params = model.init(key, [4]);
    expect(params.first.weights).not.toEqual(params.second.weights);
    expect(model.apply(params, x)).toEqual(second.apply(params.second, relu(first.apply(params.first, x))));
  });

  test("knows the shape between its layers before there are parameters", () => {
    const model = sequential([
      conv2d({ outputs: 8, kernel: 3 }),
      maxPool({ window: 2 }),
      flatten(),
      dense({ outputs: 10 }),
    ]);
    expect(model.describe([1, 28, 28]).outputShape).toEqual([10]);
    expect(model.init(key, [1, 28, 28])[3].weights.shape).toEqual([8 * 13 * 13, 10]);
    expect(() => model.init(key, [1, 2, 28])).toThrow("conv2d: the window must fit, got 3 on spatial axis 0 of [2,28]");
    expect(() => model.init(key, [1, 1, 28, 28])).toThrow(
      "conv2d: examples [channels, size, size] are needed, got [1,1,28,28]",
    );
  });

  test("mistakes", () => {
    expect(() => sequential([])).toThrow("sequential: at least one layer is needed, got none");
    expect(() => sequential({ f: relu as never })).toThrow(
      "sequential: layers are needed, got function as f; wrap a function in activation()?",
    );
    expect(() => sequential({ b: flatten(), 1: flatten() })).toThrow("names must not be numbers");
    const model = sequential({ a: dense({ outputs: 2 }) });
    expect(() => model.apply({} as never, x)).toThrow("dense: a tensor is needed, got undefined");
  });
});

describe("residual", () => {
  test("adds x, or what a shortcut makes of it", () => {
    const body = dense({ outputs: 4 });
    const params = residual(body).init(key, [4]);
    expect(residual(body).apply(params, x)).toEqual(add(x, body.apply(params, x)));
    const wide = residual(dense({ outputs: 7 }), { shortcut: dense({ outputs: 7, bias: false }) });
    const both = wide.init(key, [4]);
    const [onBody, onShortcut] = [
      dense({ outputs: 7 }).apply(both.body, x),
      dense({ outputs: 7, bias: false }).apply(both.shortcut, x),
    ];
    expect(wide.apply(both, x)).toEqual(add(onShortcut, onBody));
    expect(wide.describe([4]).parameters).toBe(4 * 7 + 7 + 4 * 7);
  });

  test("the shape must stay", () => {
    expect(() => residual(dense({ outputs: 5 })).init(key, [4])).toThrow(
      "residual: the layer must keep the shape, got [5] beside [4]",
    );
    expect(() => residual(flatten(), { shortcut: dense({ outputs: 2 }) }).init(key, [4])).toThrow("got [4] beside [2]");
  });
});

describe("parallel", () => {
  const branches = { wide: conv2d({ outputs: 2, kernel: 3, padding: 1 }), narrow: conv2d({ outputs: 3, kernel: 1 }) };

  test("puts outputs together along an axis, as tensors and as shapes", () => {
    const both = parallel(branches, { axis: 1 });
    expect(both.describe([1, 4, 4]).outputShape).toEqual([5, 4, 4]);
    expect(both.apply(both.init(key, [1, 4, 4]), zeros([2, 1, 4, 4])).shape).toEqual([2, 5, 4, 4]);
    expect(parallel(branches, { axis: -3 }).describe([1, 4, 4]).outputShape).toEqual([5, 4, 4]);
    const rows = parallel([dense({ outputs: 1 }), dense({ outputs: 2 })]);
    expect(rows.apply(rows.init(key, [4]), x).shape).toEqual([3, 3]);
  });

  test("or adds them up", () => {
    const one = dense({ outputs: 2 });
    const sum = parallel({ a: one, b: one }, { join: "sum" });
    const params = sum.init(key, [4]);
    expect(sum.apply(params, x)).toEqual(add(one.apply(params.a, x), one.apply(params.b, x)));
  });

  test("mistakes", () => {
    expect(() => parallel(branches, { axis: 0 })).toThrow("parallel: axis must be an integer other than 0, got 0");
    expect(() => parallel(branches).init(key, [1, 4, 4])).toThrow(
      "parallel: outputs must agree but for axis -1, got [2,4,4] and [3,4,4]",
    );
    expect(() => parallel(branches, { axis: 4 }).init(key, [1, 4, 4])).toThrow("but for axis 4");
    expect(() => parallel([dense({ outputs: 1 }), dense({ outputs: 2 })], { join: "sum" }).init(key, [4])).toThrow(
      "parallel: outputs of one shape are needed for a sum, got [1] and [2]",
    );
  });
});

test("layers say what they were given wrong", () => {
  expect(() => dense({ outputs: 2.5 })).toThrow("dense: outputs must be an integer from 1 up, got 2.5");
  const layer = dense({ outputs: 2 });
  const params = layer.init(key, [4]);
  expect(() => layer.apply(params, zeros([3, 5]))).toThrow("dense: inputs [..., 4] are needed, got [3,5]");
  expect(() => layer.apply(params, tensor(1))).toThrow("got []");
  expect(() => layer.init(key, 4 as never)).toThrow("dense: the shape of an example is needed, got number");
  expect(() => conv2d({ outputs: 4, kernel: 3, groups: 3 })).toThrow(
    "conv2d: groups must divide the outputs, got 3 of 4",
  );
  expect(() => conv2d({ outputs: 4, kernel: 3, groups: 2 }).init(key, [3, 5, 5])).toThrow(
    "groups must divide the channels, got 2 of 3",
  );
  expect(() => conv2d({ outputs: 4, kernel: [3] })).toThrow("conv2d: kernel must be a number or 2 of them, got [3]");
  expect(() => maxPool({ window: 2 }).init(key, [4])).toThrow(
    "maxPool: channels and one to three spatial axes are needed, got [4]",
  );
});
