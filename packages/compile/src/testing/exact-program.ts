import {
  abs,
  add,
  all,
  any,
  argSort,
  cast,
  clip,
  concat,
  type DType,
  equal,
  expandDims,
  flip,
  isFloat,
  less,
  logicalNot,
  logicalXor,
  matmul,
  max,
  maximum,
  min,
  minimum,
  multiply,
  negate,
  pad,
  type Range,
  repeat,
  reshape,
  scatterAdd,
  sizeOf,
  slice,
  type Spec,
  subtract,
  sum,
  swapLastAxes,
  type Tensor,
  take,
  takeAlongAxis,
  tensor,
  transpose,
  where,
  zerosLike,
} from "@adjoint/tensor";
import fc from "fast-check";

const dtypes: readonly DType[] = ["float32", "float64", "int32", "uint8", "bool"];

/** Sums and products of integers that are small are exact in every type, in any order. */
const small = (x: Tensor): Tensor => (isFloat(x.dtype) ? clip(x, -8, 8) : x);

/** An axis, several of them, and places along one, from a number. */
const axisOf = (x: Tensor, n: number): number => n % Math.max(x.rank, 1);
const axesOf = (x: Tensor, n: number): number[] => [...x.shape.keys()].filter((axis) => (n >> axis) % 2 === 1);
const placesOf = (x: Tensor, n: number): Tensor => {
  const size = x.shape[axisOf(x, n)]!;
  return tensor(
    Array.from({ length: 1 + (n % 4) }, (_, i) => ((i * n + 1) % size) - (i % 2) * size),
    { dtype: "int32" },
  );
};

/** An operation on any two tensors; one that does not fit throws. */
type Operation = (x: Tensor, y: Tensor, n: number) => Tensor;

const movement: readonly Operation[] = [
  (x, _, n) =>
    transpose(
      x,
      [...x.shape.keys()].map((axis) => (axis + n) % x.rank),
    ),
  swapLastAxes,
  (x, _, n) => flip(x, { axis: axesOf(x, n) }),
  (x, _, n) =>
    slice(
      x,
      x.shape.map((_size, i): Range => [null, null, [1, -1, 2, -2][(n >> (2 * i)) % 4]!]),
    ),
  (x, _, n) => slice(x, [n % Math.max(x.shape[0] ?? 1, 1)]),
  (x) => reshape(x, [x.size]),
  (x, _, n) => reshape(x, [n % 2 === 0 ? 2 : 3, -1]),
  (x, _, n) => expandDims(x, n % (x.rank + 1)),
  (x, _, n) => repeat(x, 2, { axis: axisOf(x, n) }),
  (x, _, n) =>
    pad(
      x,
      x.shape.map((_size, i) => [(n >> i) % 2, (n >> i) % 3, (n >> i) % 2]),
      { value: n % 2 },
    ),
  (x, y, n) => concat([x, y, flip(x)], { axis: axisOf(x, n) }),
  (x, _, n) => take(x, placesOf(x, n), { axis: axisOf(x, n) }),
  (x) => takeAlongAxis(x, argSort(x)),
];
const arithmetic: readonly Operation[] = [
  add,
  subtract,
  (x, y) => multiply(small(x), small(y)),
  minimum,
  maximum,
  (x) => negate(x),
  (x) => abs(x),
  (x) => where(less(x, 2), 1, x),
  (x, y) => where(less(x, y), y, x),
  (x, y) => matmul(small(x), small(y)),
  (x, y) => matmul(small(x), swapLastAxes(small(y))),
  (x) => matmul(swapLastAxes(small(x)), small(x)),
  (x, _, n) => max(x, { axis: axesOf(x, n), keepDims: n % 2 === 0 }),
  (x, _, n) => min(x, { axis: axesOf(x, n), keepDims: n % 2 === 0 }),
  (x, _, n) =>
    scatterAdd(zerosLike(x), placesOf(x, n), take(small(x), placesOf(x, n + 1 - (n % 2)), { axis: axisOf(x, n) }), {
      axis: axisOf(x, n),
    }),
];
const ofAnyType: readonly Operation[] = [
  equal,
  logicalXor,
  (x) => logicalNot(x),
  (x, _, n) => cast(x, dtypes[n % dtypes.length]!),
  (x, _, n) => sum(small(x), { axis: axesOf(x, n), keepDims: n % 2 === 0 }),
  (x, _, n) => any(x, { axis: axesOf(x, n), keepDims: n % 2 === 0 }),
  (x, _, n) => all(x, { axis: axesOf(x, n), keepDims: n % 2 === 0 }),
];
const operations = [...movement, ...arithmetic, ...ofAnyType];

const MOST_ELEMENTS = 1000;
const shape = fc
  .array(fc.constantFrom(0, 1, 2, 3, 3, 4, 5, 9, 17), { maxLength: 4 })
  .filter((sizes) => sizeOf(sizes) <= MOST_ELEMENTS / 4);
const spec = fc.noBias(fc.record({ shape, dtype: fc.constantFrom(...dtypes) }));
const instruction = fc.noBias(fc.tuple(fc.nat(operations.length - 1), fc.nat(3), fc.nat(1000), fc.nat(500)));

const integers = ({ shape: sizes, dtype }: Spec, seed: number): Tensor => {
  const numbers = Array.from({ length: sizeOf(sizes) }, (_, i) => (Math.imul(i + seed, 0x9e3779b1) >>> 28) - 8);
  return cast(tensor(numbers, { shape: sizes, dtype: "float32" }), dtype);
};

/** A function of tensors of any types and shapes, and what to give it. All numbers are integers that float32 holds. */
export interface ExactProgram {
  readonly run: (...inputs: Tensor[]) => Tensor[];
  readonly inputs: readonly Tensor[];
}

/** A random program whose results are exact in any order of sums, so that every engine must give the same numbers. */
export const exactProgram: fc.Arbitrary<ExactProgram> = fc
  .tuple(
    fc.array(spec, { minLength: 1, maxLength: 3 }),
    fc.array(instruction, { minLength: 2, maxLength: 30, size: "max" }),
  )
  .map(([specs, instructions]) => {
    const inputs = specs.map(integers);
    const used: ((values: readonly Tensor[]) => Tensor)[] = [];
    const values = [...inputs];
    for (const [f, fromEnd, other, n] of instructions) {
      const [x, y] = [Math.max(values.length - 1 - fromEnd, 0), other % values.length];
      const step = (all: readonly Tensor[]): Tensor => operations[f]!(all[x]!, all[y]!, n);
      const made = attempt(() => step(values));
      if (!made || made.size > MOST_ELEMENTS) continue;
      used.push(step);
      values.push(made);
    }
    const run = (...given: Tensor[]): Tensor[] => {
      const all = [...given];
      for (const step of used) all.push(step(all));
      return all.slice(-6);
    };
    return { run, inputs };
  });

/** What an operation gives; undefined where shapes or types do not fit. */
function attempt(step: () => Tensor): Tensor | undefined {
  try {
    return step();
  } catch {
    return undefined;
  }
}
