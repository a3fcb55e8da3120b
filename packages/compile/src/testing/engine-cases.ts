import * as t from "@adjoint/tensor";
import type { DType, Tensor } from "@adjoint/tensor";
import { primitiveCases, sampleInputs } from "@adjoint/tensor/testing";

/** A function, and what to give it: what an engine makes of it must be what kernels make of it. */
export interface EngineCase {
  readonly name: string;
  readonly run: (...inputs: Tensor[]) => Tensor;
  readonly inputs: readonly Tensor[];
}

type Grad = (f: (...inputs: Tensor[]) => Tensor, options: { argument: number }) => (...inputs: Tensor[]) => Tensor;

/** The rows of the primitive case table. A program computes on the host from scalars of int32 and float64 alone. */
export const valueCases = (dtype: "float32" | "float64"): EngineCase[] =>
  primitiveCases
    .filter(({ name }) => dtype === "float64" || name !== "onHost")
    .map((row) => ({ name: row.name, run: row.run, inputs: sampleInputs(row, dtype) }));

/** The gradient of a weighted sum of what a row gives, for each row that has one; `grad` is that of autodiff. */
export const gradientCases = (dtype: "float32" | "float64", grad: Grad): EngineCase[] =>
  primitiveCases
    .filter(({ isConstant }) => !isConstant)
    .map((row) => {
      const inputs = sampleInputs(row, dtype);
      const weighted = (...all: Tensor[]): Tensor => {
        const y = row.run(...all);
        return t.sum(t.multiply(y, t.reshape(t.linspace(0.5, 1.5, y.size, y.dtype), y.shape)));
      };
      const argument = inputs.findIndex((x) => t.isFloat(x.dtype));
      return { name: `the gradient of ${row.name}`, run: (...all) => grad(weighted, { argument })(...all), inputs };
    });

const numbers = (dtype: DType, ...values: number[]): Tensor => t.tensor(values, { dtype });
const key = t.randomKey(7);
const ends = [0, -0, 1, -1.5, 2.5, -3.5, Infinity, -Infinity, NaN];
const words = numbers("int32", 7, -7, 2 ** 31 - 1, -(2 ** 31), 0, 65537);
const divisors = numbers("int32", 3, 3, -2, 5, 4, 0);
const bytes = numbers("uint8", 0, 1, 200, 255, 13, 100);
const flags = numbers("bool", 0, 1, 1, 0, 1, 0);
const floats = numbers("float32", ...ends);
const pairs = (y: number): Tensor => t.full([ends.length], y);

/** What the rows leave out: other types, the ends of each type, random numbers, second derivatives. */
export const engineCases: readonly EngineCase[] = [
  { name: "integers wrap around in sums", run: t.add, inputs: [words, words] },
  { name: "integers wrap around in products", run: t.multiply, inputs: [words, words] },
  { name: "the square of integers", run: t.square, inputs: [words] },
  { name: "the remainder of integers, of 0 and by 0", run: t.remainder, inputs: [words, divisors] },
  { name: "the negative of integers", run: t.negate, inputs: [words] },
  { name: "the size of integers", run: t.abs, inputs: [words] },
  { name: "the sign of integers", run: t.sign, inputs: [words] },
  { name: "floor of integers", run: t.floor, inputs: [words] },
  { name: "the larger integer", run: t.maximum, inputs: [words, divisors] },
  { name: "integers in order", run: t.lessEqual, inputs: [words, divisors] },
  { name: "no integer is NaN", run: t.isNaN, inputs: [words] },
  { name: "all integers are finite", run: t.isFinite, inputs: [words] },
  { name: "bytes wrap around in sums", run: t.add, inputs: [bytes, bytes] },
  { name: "bytes wrap around in products", run: (x) => t.multiply(x, x), inputs: [bytes] },
  { name: "bytes wrap around in differences", run: (x) => t.subtract(3, x), inputs: [bytes] },
  { name: "the remainder of bytes", run: (x) => t.remainder(x, 7), inputs: [bytes] },
  { name: "the negative of bytes", run: t.negate, inputs: [bytes] },
  { name: "the size of bytes", run: t.abs, inputs: [bytes] },
  { name: "the sign of bytes", run: t.sign, inputs: [bytes] },
  { name: "bytes in order", run: (x) => t.less(x, 100), inputs: [bytes] },
  { name: "the sum of bytes", run: (x) => t.sum(x), inputs: [bytes] },
  { name: "the largest byte", run: (x) => t.max(x), inputs: [bytes] },
  { name: "bytes in running sums", run: (x) => t.cumsum(x), inputs: [bytes] },
  { name: "where bytes stand when sorted", run: (x) => t.argSort(x, { descending: true }), inputs: [bytes] },
  { name: "the place of the smallest byte", run: (x) => t.argMin(x), inputs: [bytes] },
  { name: "a product of bytes", run: (x) => t.matmul(t.reshape(x, [2, 3]), t.reshape(x, [3, 2])), inputs: [bytes] },
  { name: "a product of integers", run: (x) => t.matmul(t.reshape(x, [2, 3]), t.reshape(x, [3, 2])), inputs: [words] },
  { name: "sum of flags", run: (x) => t.sum(x), inputs: [flags] },
  { name: "flags that differ", run: (x) => t.notEqual(x, t.flip(x)), inputs: [flags] },
  { name: "flags chosen", run: (x) => t.where(x, t.flip(x), t.logicalNot(x)), inputs: [flags] },
  { name: "the first flag", run: (x) => t.argMax(x), inputs: [flags] },
  { name: "flags as they sort", run: (x) => t.sort(x), inputs: [flags] },
  {
    name: "flags with others between",
    run: (x) =>
      t.pad(
        t.reshape(x, [2, 3]),
        [
          [1, 0],
          [0, 1, 2],
        ],
        { value: 1 },
      ),
    inputs: [flags],
  },
  {
    name: "flags in other shapes",
    run: (x) => t.transpose(t.concat([t.reshape(x, [2, 3]), t.reshape(x, [2, 3])])),
    inputs: [flags],
  },
  { name: "numbers as flags", run: (x) => t.logicalOr(x, t.flip(x)), inputs: [floats] },
  { name: "is there one", run: (x) => t.any(x), inputs: [numbers("float32", 0, -0, NaN)] },
  { name: "are all", run: (x) => t.all(x), inputs: [floats] },
  {
    name: "is there one, in axes that lie apart",
    run: (x) => t.any(t.transpose(t.reshape(x, [3, 2]))),
    inputs: [numbers("bool", 1, 0, 0, 0, 0, 0)],
  },
  {
    name: "is there one in each row",
    run: (x) => t.all(t.any(t.reshape(x, [3, 2]), { axis: 1 })),
    inputs: [numbers("bool", 0, 1, 0, 0, 1, 1)],
  },
  {
    name: "numbers as words",
    run: (x) => t.cast(x, "int32"),
    inputs: [numbers("float32", ...ends, 3e9, -3e9, 1e15, -0.9)],
  },
  {
    name: "numbers as bytes",
    run: (x) => t.cast(x, "uint8"),
    inputs: [numbers("float32", ...ends, 255.5, 257, -1, 3e9)],
  },
  {
    name: "doubles as words",
    run: (x) => t.cast(x, "int32"),
    inputs: [numbers("float64", ...ends, 2 ** 40 + 5, -(2 ** 52))],
  },
  { name: "numbers as truth", run: (x) => t.cast(x, "bool"), inputs: [floats] },
  { name: "words as bytes", run: (x) => t.cast(x, "uint8"), inputs: [words] },
  { name: "words as numbers", run: (x) => t.cast(x, "float32"), inputs: [words] },
  { name: "truth as numbers", run: (x) => t.cast(x, "float64"), inputs: [flags] },
  { name: "round, a tie to the even", run: t.round, inputs: [floats] },
  { name: "the sign of ends", run: t.sign, inputs: [floats] },
  { name: "the remainder of ends", run: t.remainder, inputs: [floats, pairs(-2)] },
  { name: "the larger of ends", run: t.maximum, inputs: [floats, pairs(1)] },
  { name: "the smaller of ends", run: t.minimum, inputs: [floats, t.flip(floats)] },
  { name: "ends to a power", run: t.pow, inputs: [floats, pairs(-3)] },
  { name: "1 to the power of ends", run: t.pow, inputs: [pairs(1), floats] },
  { name: "-1 to the power of ends", run: t.pow, inputs: [pairs(-1), floats] },
  { name: "exp of ends", run: t.exp, inputs: [floats] },
  { name: "expm1 of ends", run: t.expm1, inputs: [floats] },
  { name: "log1p of ends", run: t.log1p, inputs: [floats] },
  { name: "erf of ends", run: t.erf, inputs: [floats] },
  { name: "atan of ends", run: t.atan, inputs: [t.cast(floats, "float64")] },
  { name: "the largest with NaN", run: (x) => t.max(x), inputs: [floats] },
  { name: "the smallest of infinities", run: (x) => t.min(x), inputs: [numbers("float32", Infinity, Infinity)] },
  { name: "the place of NaN", run: (x) => t.argMax(x), inputs: [floats] },
  { name: "the place of the first of equal ones", run: (x) => t.argMin(x), inputs: [numbers("float32", 3, 1, 1, 2)] },
  { name: "ends sorted", run: (x) => t.argSort(x), inputs: [t.concat([floats, floats])] },
  {
    name: "ends sorted, the largest first",
    run: (x) => t.argSort(x, { descending: true }),
    inputs: [t.concat([floats, floats])],
  },
  {
    name: "pools of ends",
    run: (x) => t.maxPool1d(t.reshape(x, [1, 1, 9]), { window: 3, stride: 2, padding: 1 }),
    inputs: [floats],
  },
  { name: "nothing summed", run: (x) => t.sum(t.slice(x, [[0, 0]])), inputs: [floats] },
  {
    name: "a bias of no rows",
    run: (x) => t.add(t.matmul(t.reshape(t.slice(x, [[0, 0]]), [0, 3]), t.reshape(x, [3, 3])), 1),
    inputs: [floats],
  },
  { name: "an input as it is", run: (x) => x, inputs: [floats] },
  { name: "a number that is always the same", run: (x) => t.add(t.zerosLike(x), 1), inputs: [floats] },
  { name: "a scalar stretched", run: (x) => t.broadcastTo(x, [2, 0, 3]), inputs: [t.tensor(2)] },
  { name: "randomBits", run: (k) => t.randomBits(k, [3, 5]), inputs: [key] },
  { name: "splitKey", run: (k) => t.stack(t.splitKey(k, 3)), inputs: [key] },
  { name: "foldIn", run: (k) => t.foldIn(k, 12), inputs: [key] },
  { name: "uniform", run: (k) => t.uniform(k, [101], { low: -0.3, high: 2.7 }), inputs: [key] },
  { name: "uniform doubles", run: (k) => t.uniform(k, [4, 3], { dtype: "float64" }), inputs: [key] },
  { name: "bernoulli", run: (k) => t.bernoulli(k, [300], { probability: 0.3 }), inputs: [key] },
  { name: "normal", run: (k) => t.normal(k, [50]), inputs: [key] },
  { name: "truncatedNormal", run: (k) => t.truncatedNormal(k, [50], { low: 0.5, high: 3 }), inputs: [key] },
  { name: "gumbel", run: (k) => t.gumbel(k, [50], { dtype: "float64" }), inputs: [key] },
];
