import { describe, expect, test } from "vitest";
import * as t from "./index.ts";
import { forAuthors } from "./testing/for-authors.ts";

const x = t.tensor([
  [1, 2],
  [3, 4],
]);
const flags = t.greater(x, 2);
const indices = t.tensor([[0], [1]], { dtype: "int32" });

const signal = t.ones([1, 1, 3]);
const images = t.ones([1, 1, 3, 3]);
const square = t.eye(2);
const key = t.randomKey(0);

/** Calls with one tensor replaced by whatever is given; every other argument fits. */
const calls: Readonly<Record<string, (wrong: never) => unknown>> = {
  abs: t.abs,
  acos: t.acos,
  add: (wrong) => t.add(wrong, x),
  all: t.all,
  any: t.any,
  argMax: t.argMax,
  argMin: t.argMin,
  argSort: t.argSort,
  asTensor: t.asTensor,
  asin: t.asin,
  atan: t.atan,
  atan2: (wrong) => t.atan2(x, wrong),
  avgPool1d: (wrong) => t.avgPool1d(wrong, { window: 2 }),
  avgPool2d: (wrong) => t.avgPool2d(wrong, { window: 2 }),
  avgPool3d: (wrong) => t.avgPool3d(wrong, { window: 2 }),
  broadcastTo: (wrong) => t.broadcastTo(wrong, [2, 2]),
  cast: (wrong) => t.cast(wrong, "int32"),
  ceil: t.ceil,
  clip: (wrong) => t.clip(x, wrong, 3),
  concat: (wrong) => t.concat([x, wrong]),
  conv1d: (wrong) => t.conv1d(signal, wrong),
  conv1dTranspose: (wrong) => t.conv1dTranspose(wrong, signal),
  conv2d: (wrong) => t.conv2d(wrong, images),
  conv2dTranspose: (wrong) => t.conv2dTranspose(images, wrong),
  conv3d: (wrong) => t.conv3d(wrong, images),
  conv3dTranspose: (wrong) => t.conv3dTranspose(wrong, images),
  cos: t.cos,
  cosh: t.cosh,
  cumprod: t.cumprod,
  cumsum: t.cumsum,
  divide: (wrong) => t.divide(1, wrong),
  dot: (wrong) => t.dot(x, wrong),
  equal: (wrong) => t.equal(wrong, 1),
  erf: t.erf,
  exp: t.exp,
  expandDims: (wrong) => t.expandDims(wrong, 0),
  expm1: t.expm1,
  flip: t.flip,
  floor: t.floor,
  greater: (wrong) => t.greater(wrong, x),
  greaterEqual: (wrong) => t.greaterEqual(wrong, x),
  isFinite: t.isFinite,
  isNaN: t.isNaN,
  layerNorm: (wrong) => t.layerNorm(x, wrong, x),
  less: (wrong) => t.less(wrong, x),
  lessEqual: (wrong) => t.lessEqual(wrong, x),
  log: t.log,
  log1p: t.log1p,
  logSoftmax: t.logSoftmax,
  logSumExp: t.logSumExp,
  logicalAnd: (wrong) => t.logicalAnd(wrong, flags),
  logicalNot: t.logicalNot,
  logicalOr: (wrong) => t.logicalOr(flags, wrong),
  logicalXor: (wrong) => t.logicalXor(wrong, flags),
  matmul: (wrong) => t.matmul(x, wrong),
  max: t.max,
  maxPool1d: (wrong) => t.maxPool1d(wrong, { window: 2 }),
  maxPool2d: (wrong) => t.maxPool2d(wrong, { window: 2 }),
  maxPool3d: (wrong) => t.maxPool3d(wrong, { window: 2 }),
  maximum: (wrong) => t.maximum(wrong, x),
  mean: t.mean,
  min: t.min,
  minimum: (wrong) => t.minimum(x, wrong),
  moveAxis: (wrong) => t.moveAxis(wrong, 0, 1),
  multiply: (wrong) => t.multiply(wrong, x),
  negate: t.negate,
  norm: t.norm,
  notEqual: (wrong) => t.notEqual(wrong, x),
  onHost: (wrong) => t.onHost((value) => value, wrong),
  oneHot: (wrong) => t.oneHot(wrong, 3),
  onesLike: t.onesLike,
  outer: (wrong) => t.outer(wrong, x),
  pad: (wrong) =>
    t.pad(wrong, [
      [0, 0],
      [0, 0],
    ]),
  pow: (wrong) => t.pow(wrong, 2),
  prod: t.prod,
  remainder: (wrong) => t.remainder(x, wrong),
  repeat: (wrong) => t.repeat(wrong, 2),
  reshape: (wrong) => t.reshape(wrong, [4]),
  round: t.round,
  rsqrt: t.rsqrt,
  scatterAdd: (wrong) => t.scatterAdd(x, wrong, x),
  scatterAddAlongAxis: (wrong) => t.scatterAddAlongAxis(x, indices, wrong),
  scaledDotProductAttention: (wrong) => t.scaledDotProductAttention(x, wrong, x),
  sign: t.sign,
  sin: t.sin,
  sinh: t.sinh,
  slice: (wrong) => t.slice(wrong, [0]),
  softmax: t.softmax,
  softplus: t.softplus,
  sort: t.sort,
  split: (wrong) => t.split(wrong, 2),
  sqrt: t.sqrt,
  square: t.square,
  squeeze: t.squeeze,
  stack: (wrong) => t.stack([wrong]),
  standardDeviation: t.standardDeviation,
  stopGradient: t.stopGradient,
  subtract: (wrong) => t.subtract(wrong, x),
  sum: t.sum,
  swapAxes: (wrong) => t.swapAxes(wrong, 0, 1),
  swapLastAxes: t.swapLastAxes,
  take: (wrong) => t.take(wrong, indices),
  takeAlongAxis: (wrong) => t.takeAlongAxis(x, wrong),
  tan: t.tan,
  tanh: t.tanh,
  tile: (wrong) => t.tile(wrong, [2]),
  topK: (wrong) => t.topK(wrong, 1),
  transpose: t.transpose,
  variance: t.variance,
  where: (wrong) => t.where(wrong, x, x),
  zerosLike: t.zerosLike,
};

describe.each(Object.entries(calls))("%s", (name, call) => {
  test.each([
    ["an array of 1", [[1, 2]]],
    ['the text "1"', "1"],
    ["true", true],
    ["null", null],
    ["undefined", undefined],
    ["a Float32Array", new Float32Array(2)],
    ["a record of {shape, dtype}", { shape: [2], dtype: "float32" }],
    ["a function", () => x],
  ])("of %s says so", (got, wrong) => {
    expect(() => call(wrong as never)).toThrow(TypeError);
    expect(() => call(wrong as never)).toThrow(
      new RegExp(`^${name}: a tensor is needed, got ${got}; make it one with tensor\\(`),
    );
  });
});

/** Calls with options replaced by whatever is given, and how to write one of them. */
const optionsOf: Readonly<Record<string, readonly [(wrong: never) => unknown, string]>> = {
  all: [(wrong) => t.all(x, wrong), "axis: 0"],
  argMax: [(wrong) => t.argMax(x, wrong), "axis: 0"],
  argSort: [(wrong) => t.argSort(x, wrong), "axis: 0"],
  avgPool1d: [(wrong) => t.avgPool1d(signal, wrong), "window: 2"],
  bernoulli: [(wrong) => t.bernoulli(key, [2], wrong), "probability: 0.1"],
  categorical: [(wrong) => t.categorical(key, x, wrong), "axis: 0"],
  concat: [(wrong) => t.concat([x, x], wrong), "axis: 0"],
  conv1d: [(wrong) => t.conv1d(signal, signal, wrong), "stride: 2"],
  conv1dTranspose: [(wrong) => t.conv1dTranspose(signal, signal, wrong), "stride: 2"],
  cumprod: [(wrong) => t.cumprod(x, wrong), "axis: 0"],
  cumsum: [(wrong) => t.cumsum(x, wrong), "axis: 0"],
  flip: [(wrong) => t.flip(x, wrong), "axis: 0"],
  gumbel: [(wrong) => t.gumbel(key, [2], wrong), 'dtype: "float64"'],
  layerNorm: [(wrong) => t.layerNorm(x, x, x, wrong), "axis: 0"],
  logSoftmax: [(wrong) => t.logSoftmax(x, wrong), "axis: 0"],
  logSumExp: [(wrong) => t.logSumExp(x, wrong), "axis: 0"],
  max: [(wrong) => t.max(x, wrong), "axis: 0"],
  maxPool2d: [(wrong) => t.maxPool2d(images, wrong), "window: 2"],
  mean: [(wrong) => t.mean(x, wrong), "axis: 0"],
  norm: [(wrong) => t.norm(x, wrong), "axis: 0"],
  normal: [(wrong) => t.normal(key, [2], wrong), "mean: 1"],
  pad: [(wrong) => t.pad(t.tensor([1]), [[0, 1]], wrong), "value: 1"],
  prod: [(wrong) => t.prod(x, wrong), "axis: 0"],
  repeat: [(wrong) => t.repeat(x, 2, wrong), "axis: 0"],
  scaledDotProductAttention: [(wrong) => t.scaledDotProductAttention(x, x, x, wrong), "causal: true"],
  scatterAdd: [(wrong) => t.scatterAdd(x, indices, t.ones([2, 1, 2]), wrong), "axis: 0"],
  scatterAddAlongAxis: [(wrong) => t.scatterAddAlongAxis(x, indices, t.ones([2, 1]), wrong), "axis: 0"],
  softmax: [(wrong) => t.softmax(x, wrong), "axis: 0"],
  sort: [(wrong) => t.sort(x, wrong), "axis: 0"],
  split: [(wrong) => t.split(x, 2, wrong), "axis: 0"],
  squeeze: [(wrong) => t.squeeze(x, wrong), "axis: 0"],
  stack: [(wrong) => t.stack([x, x], wrong), "axis: 0"],
  standardDeviation: [(wrong) => t.standardDeviation(x, wrong), "axis: 0"],
  sum: [(wrong) => t.sum(x, wrong), "axis: 0"],
  take: [(wrong) => t.take(x, indices, wrong), "axis: 0"],
  takeAlongAxis: [(wrong) => t.takeAlongAxis(x, indices, wrong), "axis: 0"],
  tensor: [(wrong) => t.tensor([1], wrong), 'dtype: "float64"'],
  topK: [(wrong) => t.topK(x, 1, wrong), "axis: 0"],
  triangularSolve: [(wrong) => t.triangularSolve(square, square, wrong), "lower: false"],
  truncatedNormal: [(wrong) => t.truncatedNormal(key, [2], wrong), "mean: 1"],
  uniform: [(wrong) => t.uniform(key, [2], wrong), "low: -1"],
  variance: [(wrong) => t.variance(x, wrong), "axis: 0"],
};

test.each(Object.entries(optionsOf))("%s reads its settings from an object, nothing else", (name, [call, example]) => {
  for (const [wrong, got] of [
    [0, "0"],
    [null, "null"],
    ["float64", 'the text "float64"'],
    [true, "true"],
    [[0], "an array of 1"],
    [x, "a Tensor"],
  ] as const)
    expect(() => call(wrong as never)).toThrow(
      new TypeError(`${name}: an object such as { ${example} } is needed, got ${got}; name the setting?`),
    );
  if (!name.includes("Pool")) expect(() => call({} as never)).not.toThrow();
});

/** Settings of every kind that cannot be, with what is said. */
const settings: readonly [() => unknown, new (message: string) => Error, string][] = [
  [() => t.zeros(3 as never), TypeError, "zeros: a list of sizes is needed, got 3; put brackets around it?"],
  [() => t.zeros([-1]), t.ShapeError, "zeros: sizes must be integers from 0 up, got [-1]; round them?"],
  [() => t.ones([1.5]), t.ShapeError, "ones: sizes must be integers from 0 up, got [1.5]; round them?"],
  [() => t.full([NaN], 1), t.ShapeError, "full: sizes must be integers from 0 up, got [NaN]; round them?"],
  [
    () => t.zeros([1e6, 1e6, 1e6]),
    t.ShapeError,
    "zeros: sizes must hold fewer than 2^53 elements, got [1000000,1000000,1000000]; check them?",
  ],
  [
    () => t.broadcastTo(t.tensor(1), [2 ** 30, 2 ** 30]),
    t.ShapeError,
    "broadcastTo: sizes must hold fewer than 2^53 elements, got [1073741824,1073741824]; check them?",
  ],
  [() => t.full([1], "1" as never), TypeError, 'full: a number is needed, got the text "1"; convert it with Number?'],
  [() => t.full([1], true as never, "bool"), TypeError, "full: a number is needed, got true; convert it with Number?"],
  [() => t.full([1], 0.5, "int32"), RangeError, "full: int32 does not hold 0.5; choose another dtype?"],
  [() => t.full([1], 2, "bool"), RangeError, "full: bool does not hold 2; choose another dtype?"],
  [
    () => t.ones([1], "float" as never),
    t.DTypeError,
    'ones: dtype must be float32, float64, int32, uint8 or bool, got the text "float"; choose one of them?',
  ],
  [() => t.eye(2.5), t.ShapeError, "eye: sizes must be integers from 0 up, got [2.5,2.5]; round them?"],
  [() => t.eye(2, -1), t.ShapeError, "eye: sizes must be integers from 0 up, got [2,-1]; round them?"],
  [() => t.eye(NaN), t.ShapeError, "eye: sizes must be integers from 0 up, got [NaN,NaN]; round them?"],
  [
    () => t.eye(2, 2, "complex" as never),
    t.DTypeError,
    'eye: dtype must be float32, float64, int32, uint8 or bool, got the text "complex"; choose one of them?',
  ],
  ...[
    [0, NaN, 1],
    [0, Infinity, 1],
    [0, 5, 0],
    [0, 5, NaN],
  ].map(([start, end, step]): [() => unknown, typeof RangeError, string] => [
    () => t.arange(start!, end!, step),
    RangeError,
    `arange: finite bounds and a step other than 0 are needed, got ${start}, ${end} and ${step}; use linspace to give a count?`,
  ]),
  [() => t.arange(0, 1, 0.25), RangeError, "arange: int32 does not hold 0.25; choose a floating-point dtype?"],
  [() => t.arange(0, 300, 1, "uint8"), RangeError, "arange: uint8 does not hold 256; choose a floating-point dtype?"],
  [
    () => t.arange(0, 1e20),
    RangeError,
    "arange: the count must be an integer from 0 up, got 100000000000000000000; round it?",
  ],
  ...[2.5, -1, NaN, Infinity].map((count): [() => unknown, typeof RangeError, string] => [
    () => t.linspace(0, 1, count),
    RangeError,
    `linspace: the count must be an integer from 0 up, got ${count}; round it?`,
  ]),
  [
    () => t.linspace(0, Infinity, 3),
    RangeError,
    "linspace: finite bounds with a finite distance are needed, got 0 and Infinity; bring them closer?",
  ],
  [
    () => t.linspace(-1.7e308, 1.7e308, 3, "float64"),
    RangeError,
    "linspace: finite bounds with a finite distance are needed, got -1.7e+308 and 1.7e+308; bring them closer?",
  ],
  [() => t.reshape(x, 4 as never), TypeError, "reshape: a list of sizes is needed, got 4; put brackets around it?"],
  [
    () => t.broadcastTo(x, [2, 2.5]),
    t.ShapeError,
    "broadcastTo: sizes must be integers from 0 up, got [2,2.5]; round them?",
  ],
  [() => t.tile(x, [-1]), RangeError, "tile: the count must be an integer from 0 up, got -1; round it?"],
  [() => t.repeat(x, -1), RangeError, "repeat: the count must be an integer from 0 up, got -1; round it?"],
  [
    () => t.moveAxis(x, 0, 2),
    t.ShapeError,
    "moveAxis: axis must be an integer from -2 to 1 for rank 2, got 2; count again?",
  ],
  [
    () => t.swapAxes(x, 0.5, 1),
    t.ShapeError,
    "swapAxes: axis must be an integer from -2 to 1 for rank 2, got 0.5; count again?",
  ],
  [() => t.flip(x, { axis: [0, 0] }), t.ShapeError, "flip: axes must differ, got [0,0]; drop the repeated one?"],
  [
    () => t.sum(x, { axis: null as never }),
    t.ShapeError,
    "sum: axis must be an integer from -2 to 1 for rank 2, got null; count again?",
  ],
  [
    () => t.softmax(x, { axis: [0, 1] as never }),
    t.ShapeError,
    "softmax: axis must be an integer from -2 to 1 for rank 2, got 0,1; count again?",
  ],
  [
    () => t.maxPool2d(images, { size: 3 } as never),
    TypeError,
    "maxPool2d: window must be an integer or a list, got undefined; set it?",
  ],
  [
    () => t.conv1d(signal, signal, { stride: "2" as never }),
    TypeError,
    'conv1d: stride must be an integer or a list, got the text "2"; set it?',
  ],
  [
    () => t.maxPool2d(images, undefined as never),
    TypeError,
    "maxPool2d: an object such as { window: 2 } is needed, got undefined; name the setting?",
  ],
];

test.each(settings.map(([run, error, message]) => [message, error, run] as const))("%s", (message, error, run) => {
  expect(run).toThrow(new error(message));
  expect(run).toThrow(error);
  expect(message).toMatch(/^\w+: [^;]+; [^;]+\?$/); // one sentence, with what to do
});

test("errors are of their class by name and by instance, and of the built-in class that they refine", () => {
  const [shape, dtype, trace] = [new t.ShapeError("s"), new t.DTypeError("d"), new t.TraceError("t")];
  expect([shape.name, dtype.name, trace.name]).toEqual(["ShapeError", "DTypeError", "TraceError"]);
  expect([shape instanceof RangeError, dtype instanceof TypeError, trace instanceof Error]).toEqual([true, true, true]);
  expect(String(shape)).toBe("ShapeError: s");
});

test("every operation on tensors of this package is tried here or beside its source", () => {
  const elsewhere = [
    "barrier cholesky determinant einsum eigh inverse logDeterminant qr solve svd triangularSolve",
  ].flatMap((names) => names.split(" "));
  const creation = "arange eye full fromBuffer linspace ones tensor zeros".split(" ");
  const random = [
    "bernoulli categorical foldIn gumbel normal permutation randomBits randomKey splitKey truncatedNormal uniform",
  ].flatMap((names) => names.split(" "));
  const others = new Set([...elsewhere, ...creation, ...random, ...forAuthors]);
  const functions = Object.entries(t).flatMap(([name, value]) =>
    typeof value === "function" && /^[a-z]/.test(name) && !others.has(name) ? [name] : [],
  );
  expect(functions.sort()).toEqual(Object.keys(calls).sort());
});
