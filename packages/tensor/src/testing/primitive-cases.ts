import * as t from "../index.ts";
import type { NestedNumbers, Tensor } from "../tensor.ts";
import { convolutionCases } from "./convolution-cases.ts";
import { einsumCases } from "./einsum-cases.ts";
import { linearAlgebraCases } from "./linear-algebra-cases.ts";
import type { CaseInput, PrimitiveCase } from "./primitive-case.ts";

type Vector = number[];
type Matrix = number[][];

/** An elementwise operation on nested arrays of one form. */
const elementwiseOn =
  (f: (...values: number[]) => number) =>
  (...inputs: NestedNumbers[]): NestedNumbers => {
    const [first] = inputs;
    if (!Array.isArray(first)) return f(...(inputs as number[]));
    return first.map((_, i) => elementwiseOn(f)(...inputs.map((x) => (x as NestedNumbers[])[i]!)));
  };

const elementwiseCase = (
  name: string,
  run: (...inputs: Tensor[]) => Tensor,
  f: (...values: number[]) => number,
  inputs: readonly CaseInput[],
  isConstant = false,
): PrimitiveCase => ({ name, run, reference: elementwiseOn(f), inputs, isConstant });

const real: CaseInput = {};
const positive: CaseInput = { low: 0.5, high: 3 };
const unit: CaseInput = { low: -0.9, high: 0.9 };
const flags: CaseInput = {
  values: [
    [1, 0, 1],
    [0, 0, 1],
  ],
  dtype: "bool",
};
const flags2: CaseInput = {
  values: [
    [1, 1, 0],
    [0, 1, 0],
  ],
  dtype: "bool",
};
const special: CaseInput = {
  values: [
    [NaN, 0, -1],
    [Infinity, -Infinity, 2],
  ],
};

const transposed = (x: Matrix): Matrix => x[0]!.map((_, j) => x.map((row) => row[j]!));
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => transposed(b).map((column) => row.reduce((total, x, k) => total + x * column[k]!, 0)));
const total = (xs: Vector): number => xs.reduce((a, b) => a + b, 0);
const round = (x: number): number => {
  const [below, above] = [Math.floor(x), Math.ceil(x)];
  if (x - below !== above - x) return x - below < above - x ? below : above;
  return below % 2 === 0 ? below : above;
};

const elementwiseCases: readonly PrimitiveCase[] = [
  elementwiseCase("negate", t.negate, (x) => -x, [real]),
  elementwiseCase("add", t.add, (x, y) => x + y, [real, real]),
  elementwiseCase("subtract", t.subtract, (x, y) => x - y, [real, real]),
  elementwiseCase("multiply", t.multiply, (x, y) => x * y, [real, real]),
  elementwiseCase("divide", t.divide, (x, y) => x / y, [real, positive]),
  elementwiseCase("square", t.square, (x) => x * x, [real]),
  elementwiseCase("sqrt", t.sqrt, (x) => Math.sqrt(x), [positive]),
  elementwiseCase("rsqrt", t.rsqrt, (x) => 1 / Math.sqrt(x), [positive]),
  elementwiseCase("abs", t.abs, (x) => Math.abs(x), [real]),
  elementwiseCase("sign", t.sign, (x) => Math.sign(x), [real], true),
  elementwiseCase("floor", t.floor, (x) => Math.floor(x), [real], true),
  elementwiseCase("ceil", t.ceil, (x) => Math.ceil(x), [real], true),
  elementwiseCase("round", t.round, (x) => round(x), [{ values: [-2.5, -1.5, -0.7, 0.5, 1.5, 2.2] }], true),
  elementwiseCase("remainder", t.remainder, (x, y) => x - y * Math.floor(x / y), [real, positive]),
  elementwiseCase("exp", t.exp, (x) => Math.exp(x), [real]),
  elementwiseCase("expm1", t.expm1, (x) => Math.expm1(x), [real]),
  elementwiseCase("log", t.log, (x) => Math.log(x), [positive]),
  elementwiseCase("log1p", t.log1p, (x) => Math.log1p(x), [unit]),
  elementwiseCase("pow", t.pow, (x, y) => x ** y, [positive, real]),
  elementwiseCase("tanh", t.tanh, (x) => Math.tanh(x), [real]),
  elementwiseCase("sinh", t.sinh, (x) => Math.sinh(x), [real]),
  elementwiseCase("cosh", t.cosh, (x) => Math.cosh(x), [real]),
  elementwiseCase("sin", t.sin, (x) => Math.sin(x), [real]),
  elementwiseCase("cos", t.cos, (x) => Math.cos(x), [real]),
  elementwiseCase("tan", t.tan, (x) => Math.tan(x), [unit]),
  elementwiseCase("asin", t.asin, (x) => Math.asin(x), [unit]),
  elementwiseCase("acos", t.acos, (x) => Math.acos(x), [unit]),
  elementwiseCase("atan", t.atan, (x) => Math.atan(x), [real]),
  elementwiseCase("atan2", t.atan2, (y, x) => Math.atan2(y, x), [real, positive]),
  elementwiseCase("erf", t.erf, (x) => integratedGauss(x), [real]),
  elementwiseCase("maximum", t.maximum, (x, y) => Math.max(x, y), [real, real]),
  elementwiseCase("minimum", t.minimum, (x, y) => Math.min(x, y), [real, real]),
  elementwiseCase("equal", t.equal, (x, y) => Number(x === y), [special, special], true),
  elementwiseCase("notEqual", t.notEqual, (x, y) => Number(x !== y), [special, special], true),
  elementwiseCase("less", t.less, (x, y) => Number(x < y), [real, special], true),
  elementwiseCase("lessEqual", t.lessEqual, (x, y) => Number(x <= y), [special, special], true),
  elementwiseCase("greater", t.greater, (x, y) => Number(x > y), [real, special], true),
  elementwiseCase("greaterEqual", t.greaterEqual, (x, y) => Number(x >= y), [special, special], true),
  elementwiseCase("logicalAnd", t.logicalAnd, (x, y) => x && y, [flags, flags2], true),
  elementwiseCase("logicalOr", t.logicalOr, (x, y) => x || y, [flags, flags2], true),
  elementwiseCase("logicalXor", t.logicalXor, (x, y) => Number(x !== y), [flags, flags2], true),
  elementwiseCase("logicalNot", t.logicalNot, (x) => Number(!x), [flags], true),
  elementwiseCase("isNaN", t.isNaN, (x) => Number(Number.isNaN(x)), [special], true),
  elementwiseCase("isFinite", t.isFinite, (x) => Number(Number.isFinite(x)), [special], true),
  elementwiseCase("where", t.where, (c, x, y) => (c ? x : y), [flags, real, real]),
  elementwiseCase(
    "clip",
    (x) => t.clip(x, -0.7, 1.1),
    (x) => Math.min(Math.max(x, -0.7), 1.1),
    [real],
  ),
  elementwiseCase("softplus", t.softplus, (x) => Math.log1p(Math.exp(x)), [
    {
      values: [
        [-3, 0, 0.5],
        [2, -1, 4],
      ],
    },
  ]),
  elementwiseCase(
    "cast to another type and back",
    (x) => t.cast(t.cast(x, "float64"), x.dtype),
    (x) => x,
    [real],
  ),
  elementwiseCase("barrier", t.barrier, (x) => x, [real]),
  elementwiseCase("stopGradient", t.stopGradient, (x) => x, [real], true),
  elementwiseCase(
    "onHost",
    (x) => t.onHost((s) => s ** 3, x),
    (x) => x ** 3,
    [{ shape: [] }],
    true,
  ),
];

/** erf by Simpson's rule: slow, and independent of every approximation. */
function integratedGauss(x: number): number {
  const n = 2000;
  const h = x / n;
  let sum = 1 + Math.exp(-x * x);
  for (let i = 1; i < n; i++) sum += (i % 2 ? 4 : 2) * Math.exp(-((i * h) ** 2));
  return (2 / Math.sqrt(Math.PI)) * (h / 3) * sum;
}

const shapeCases: readonly PrimitiveCase[] = [
  {
    name: "reshape",
    inputs: [{ shape: [2, 6] }],
    run: (x) => t.reshape(x, [3, -1]),
    reference: (x: Matrix) => [0, 4, 8].map((i) => x.flat().slice(i, i + 4)),
  },
  {
    name: "reshape of a transposed view",
    inputs: [{ shape: [2, 3] }],
    run: (x) => t.reshape(t.transpose(x), [6]),
    reference: (x: Matrix) => transposed(x).flat(),
  },
  { name: "transpose", inputs: [real], run: (x) => t.transpose(x), reference: (x: Matrix) => transposed(x) },
  {
    name: "transpose of three axes",
    inputs: [{ shape: [2, 3, 2] }],
    run: (x) => t.transpose(x, [2, 0, 1]),
    reference: (x: number[][][]) => [0, 1].map((k) => x.map((m) => m.map((row) => row[k]!))),
  },
  {
    name: "flip",
    inputs: [real],
    run: (x) => t.flip(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => [...row].reverse()),
  },
  {
    name: "broadcastTo",
    inputs: [{ shape: [3, 1] }],
    run: (x) => t.broadcastTo(x, [2, 3, 4]),
    reference: (x: Matrix) => [0, 1].map(() => x.map(([v]) => [v!, v!, v!, v!])),
  },
  {
    name: "slice with a step and an index",
    inputs: [{ shape: [3, 5] }],
    run: (x) => t.slice(x, [-1, [0, 5, 2]]),
    reference: (x: Matrix) => [x[2]![0]!, x[2]![2]!, x[2]![4]!],
  },
  {
    name: "slice backwards",
    inputs: [{ shape: [5] }],
    run: (x) => t.slice(x, [[3, 0, -2]]),
    reference: (x: Vector) => [x[3]!, x[1]!],
  },
  {
    name: "pad at the ends and between",
    inputs: [{ shape: [2, 2] }],
    run: (x) =>
      t.pad(
        x,
        [
          [1, 0],
          [0, 2, 1],
        ],
        { value: 7 },
      ),
    reference: (x: Matrix) => [[7, 7, 7, 7, 7], ...x.map(([a, b]) => [a!, 7, b!, 7, 7])],
  },
  {
    name: "concat",
    inputs: [{ shape: [2, 1] }, { shape: [2, 2] }],
    run: (x, y) => t.concat([x, y], { axis: -1 }),
    reference: (x: Matrix, y: Matrix) => x.map((row, i) => [...row, ...y[i]!]),
  },
  {
    name: "tile",
    inputs: [{ shape: [2] }],
    run: (x) => t.tile(x, [2, 2]),
    reference: (x: Vector) => [
      [...x, ...x],
      [...x, ...x],
    ],
  },
  {
    name: "repeat",
    inputs: [{ shape: [2] }],
    run: (x) => t.repeat(x, 2),
    reference: ([a, b]: Vector) => [a!, a!, b!, b!],
  },
];

const reductionCases: readonly PrimitiveCase[] = [
  { name: "sum over all", inputs: [real], run: (x) => t.sum(x), reference: (x: Matrix) => total(x.flat()) },
  {
    name: "sum over the first axis",
    inputs: [real],
    run: (x) => t.sum(x, { axis: 0 }),
    reference: (x: Matrix) => transposed(x).map(total),
  },
  {
    name: "sum with axes kept",
    inputs: [real],
    run: (x) => t.sum(x, { axis: -1, keepDims: true }),
    reference: (x: Matrix) => x.map((row) => [total(row)]),
  },
  {
    name: "mean over two of three axes",
    inputs: [{ shape: [2, 2, 3] }],
    run: (x) => t.mean(x, { axis: [0, 2] }),
    reference: (x: number[][][]) => [0, 1].map((j) => total([...x[0]![j]!, ...x[1]![j]!]) / 6),
  },
  {
    name: "variance",
    inputs: [real],
    run: (x) => t.variance(x, { axis: 1, correction: 1 }),
    reference: (x: Matrix) => x.map((row) => total(row.map((v) => (v - total(row) / 3) ** 2)) / 2),
  },
  {
    name: "standardDeviation",
    inputs: [real],
    run: (x) => t.standardDeviation(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => Math.hypot(...row.map((v) => v - total(row) / 3)) / Math.sqrt(3)),
  },
  {
    name: "max",
    inputs: [real],
    run: (x) => t.max(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => Math.max(...row)),
  },
  {
    name: "min",
    inputs: [real],
    run: (x) => t.min(x, { axis: 0 }),
    reference: (x: Matrix) => transposed(x).map((column) => Math.min(...column)),
  },
  {
    name: "argMax",
    inputs: [real],
    run: (x) => t.argMax(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => row.indexOf(Math.max(...row))),
    isConstant: true,
  },
  {
    name: "argMin",
    inputs: [real],
    run: (x) => t.argMin(x, { axis: 0, keepDims: true }),
    reference: (x: Matrix) => [transposed(x).map((column) => column.indexOf(Math.min(...column)))],
    isConstant: true,
  },
  {
    name: "any",
    inputs: [flags],
    run: (x) => t.any(x, { axis: 0 }),
    reference: (x: Matrix) => transposed(x).map((column) => Number(column.some(Boolean))),
    isConstant: true,
  },
  {
    name: "all",
    inputs: [flags],
    run: (x) => t.all(x, { axis: 0 }),
    reference: (x: Matrix) => transposed(x).map((column) => Number(column.every(Boolean))),
    isConstant: true,
  },
  { name: "prod", inputs: [real], run: (x) => t.prod(x), reference: (x: Matrix) => x.flat().reduce((a, b) => a * b) },
  {
    name: "prod with a zero",
    inputs: [
      {
        values: [
          [2, 0, 3],
          [-1, 4, 0.5],
        ],
      },
    ],
    run: (x) => t.prod(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => row.reduce((a, b) => a * b)),
  },
  {
    name: "cumsum",
    inputs: [real],
    run: (x) => t.cumsum(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => row.map((_, i) => total(row.slice(0, i + 1)))),
  },
  {
    name: "cumprod",
    inputs: [
      {
        values: [
          [2, 0, 3, 1, 4],
          [-1, 4, 0.5, 2, 3],
        ],
      },
    ],
    run: (x) => t.cumprod(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => row.map((_, i) => row.slice(0, i + 1).reduce((a, b) => a * b))),
  },
  {
    name: "logSumExp",
    inputs: [real],
    run: (x) => t.logSumExp(x, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => Math.log(total(row.map(Math.exp)))),
  },
  {
    name: "softmax",
    inputs: [real],
    run: (x) => t.softmax(x),
    reference: (x: Matrix) => x.map((row) => row.map((v) => Math.exp(v) / total(row.map(Math.exp)))),
  },
  {
    name: "logSoftmax",
    inputs: [real],
    run: (x) => t.logSoftmax(x, { axis: 0 }),
    reference: (x: Matrix) =>
      transposed(transposed(x).map((column) => column.map((v) => v - Math.log(total(column.map(Math.exp)))))),
  },
  {
    name: "norm",
    inputs: [real],
    run: (x) => t.norm(x, { axis: 0 }),
    reference: (x: Matrix) => transposed(x).map((column) => Math.hypot(...column)),
  },
];

const contractionCases: readonly PrimitiveCase[] = [
  {
    name: "matmul",
    inputs: [{ shape: [2, 3] }, { shape: [3, 4] }],
    run: t.matmul,
    reference: product,
  },
  {
    name: "matmul in blocks",
    inputs: [{ shape: [6, 5] }, { shape: [5, 7] }],
    run: t.matmul,
    reference: product,
  },
  {
    name: "matmul of transposed views",
    inputs: [{ shape: [5, 6] }, { shape: [7, 5] }],
    run: (a, b) => t.matmul(t.transpose(a), t.transpose(b)),
    reference: (a: Matrix, b: Matrix) => product(transposed(a), transposed(b)),
  },
  {
    name: "matmul of batches that broadcast",
    inputs: [{ shape: [2, 1, 2, 3] }, { shape: [2, 3, 2] }],
    run: t.matmul,
    reference: (a: Matrix[][], b: Matrix[]) => a.map(([m]) => b.map((n) => product(m!, n))),
  },
  {
    name: "matmul of a batch and one matrix",
    inputs: [{ shape: [2, 2, 3] }, { shape: [3, 2] }],
    run: t.matmul,
    reference: (a: Matrix[], b: Matrix) => a.map((m) => product(m, b)),
  },
  {
    name: "matmul of a matrix and a vector",
    inputs: [{ shape: [2, 3] }, { shape: [3] }],
    run: t.matmul,
    reference: (a: Matrix, x: Vector) => a.map((row) => total(row.map((v, i) => v * x[i]!))),
  },
  {
    name: "dot",
    inputs: [{ shape: [3] }, { shape: [3] }],
    run: t.dot,
    reference: (x: Vector, y: Vector) => total(x.map((v, i) => v * y[i]!)),
  },
  {
    name: "outer",
    inputs: [{ shape: [2] }, { shape: [3] }],
    run: t.outer,
    reference: (x: Vector, y: Vector) => x.map((v) => y.map((w) => v * w)),
  },
  {
    name: "layerNorm",
    inputs: [{ shape: [2, 4] }, { shape: [4] }, { shape: [4] }],
    run: (x, scale, bias) => t.layerNorm(x, scale, bias),
    reference: (x: Matrix, scale: Vector, bias: Vector) =>
      x.map((row) => {
        const mean = total(row) / 4;
        const deviation = Math.sqrt(total(row.map((v) => (v - mean) ** 2)) / 4 + 1e-5);
        return row.map((v, i) => ((v - mean) / deviation) * scale[i]! + bias[i]!);
      }),
  },
];

const rows: CaseInput = { values: [2, 0, 2, -1], dtype: "int32" };
const indexingCases: readonly PrimitiveCase[] = [
  {
    name: "take rows",
    inputs: [{ shape: [3, 2] }, rows],
    run: (x, i) => t.take(x, i),
    reference: (x: Matrix) => [x[2]!, x[0]!, x[2]!, x[2]!],
  },
  {
    name: "take columns by a matrix of indices",
    inputs: [real, { values: [[1, 2]], dtype: "int32" }],
    run: (x, i) => t.take(x, i, { axis: 1 }),
    reference: (x: Matrix) => x.map((row) => [[row[1]!, row[2]!]]),
  },
  {
    name: "takeAlongAxis",
    inputs: [
      real,
      {
        values: [
          [2, 0],
          [-1, 1],
        ],
        dtype: "int32",
      },
    ],
    run: (x, i) => t.takeAlongAxis(x, i),
    reference: (x: Matrix) => [
      [x[0]![2]!, x[0]![0]!],
      [x[1]![2]!, x[1]![1]!],
    ],
  },
  {
    name: "scatterAdd",
    inputs: [{ shape: [3, 2] }, { values: [2, 2, 0], dtype: "int32" }, { shape: [3, 2] }],
    run: (x, i, v) => t.scatterAdd(x, i, v),
    reference: (x: Matrix, _: Vector, v: Matrix) => [
      x[0]!.map((a, j) => a + v[2]![j]!),
      x[1]!,
      x[2]!.map((a, j) => a + v[0]![j]! + v[1]![j]!),
    ],
  },
  {
    name: "scatterAddAlongAxis",
    inputs: [
      real,
      {
        values: [
          [0, 0],
          [2, 1],
        ],
        dtype: "int32",
      },
      { shape: [2, 2] },
    ],
    run: (x, i, v) => t.scatterAddAlongAxis(x, i, v),
    reference: ([a, b]: Matrix, _: Matrix, [v, w]: Matrix) => [
      [a![0]! + v![0]! + v![1]!, a![1]!, a![2]!],
      [b![0]!, b![1]! + w![1]!, b![2]! + w![0]!],
    ],
  },
  {
    name: "oneHot",
    inputs: [rows],
    run: (i) => t.oneHot(i, 3),
    reference: () => [
      [0, 0, 1],
      [1, 0, 0],
      [0, 0, 1],
      [0, 0, 0],
    ],
    isConstant: true,
  },
];

/** Every primitive of this package, and the composites whose rules are easy to get wrong. */
export const primitiveCases: readonly PrimitiveCase[] = [
  ...elementwiseCases,
  ...shapeCases,
  ...reductionCases,
  ...contractionCases,
  ...convolutionCases,
  ...einsumCases,
  ...indexingCases,
  ...linearAlgebraCases,
];
