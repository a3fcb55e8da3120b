import { valueAndGrad } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import * as losses from "../index.ts";

type Values = readonly number[] | readonly (readonly number[])[];
interface Row {
  readonly inputs: readonly Tensor[];
  /** The sum over the examples, by the formula in its docstring. */
  readonly value: number;
  /** Its gradient for the first input. NaN where the limits from different sides differ or the formula has none. */
  readonly gradient: readonly number[];
}

const doubles = (values: Values): Tensor => tensor(values, { dtype: "float64" });
const huge = 1e30;
const infinite = Infinity;

/** Rows of a prediction and a target, the value, and its slope. */
const scalars = (...rows: readonly (readonly [p: number, t: number, value: number, slope: number])[]): Row[] =>
  rows.map(([p, t, value, slope]) => ({ inputs: [doubles([p]), doubles([t])], value, gradient: [slope] }));

/** Rows of a vector for one example, the other inputs, the value and its gradient. */
const vectors = (
  ...rows: readonly (readonly [x: readonly number[], others: readonly Tensor[], value: number, g: readonly number[]])[]
): Row[] => rows.map(([x, others, value, gradient]) => ({ inputs: [doubles([x]), ...others], value, gradient }));

const second = doubles([[0, 1]]);
const secondLabel = tensor([1], { dtype: "int32" });
/** Scores of two classes, the second of which is right: far off, far right, and infinitely so. */
const scores = (target: Tensor, part = 1): Row[] =>
  vectors(
    [[huge, 0], [target], part * huge, [part, -part]],
    [[-huge, 0], [target], 0, [0, 0]],
    [[-infinite, 0], [target], 0, [0, 0]],
    [[0, -infinite], [target], infinite, [part, -part]],
  );
const margins = scalars([huge, 1, 0, 0], [huge, -1, huge, 1], [infinite, 1, 0, 0], [infinite, -1, infinite, 1]);
const distances = scalars([huge, 1, huge, 1], [-huge, 1, huge, -1], [-infinite, 1, infinite, -1]);
/** Scale-free, so the huge vector is a unit vector; an infinite one has no direction. */
const directions = (others: readonly Tensor[], value: number, gradient: readonly number[]): Row[] =>
  vectors(
    [[huge, 0], others, value, gradient.map((g) => g / huge)],
    [[infinite, 0], others, Number.NaN, [Number.NaN, Number.NaN]],
  );
const pairs = [
  [huge, 0],
  [huge, 0],
  [0, huge],
  [0, huge],
];
const others = (count: number): number => Math.log1p(count * Math.exp(-1 / 0.07));

const rows: Readonly<Record<string, readonly Row[]>> = {
  meanSquaredError: scalars([huge, 1, huge ** 2, 2 * huge], [-infinite, 1, infinite, -infinite]),
  meanAbsoluteError: distances,
  meanSquaredLogError: scalars(
    [huge, 0, Math.log(huge) ** 2, (2 * Math.log(huge)) / huge],
    [infinite, 0, infinite, Number.NaN],
  ),
  meanAbsolutePercentageError: scalars([huge, 1, 100 * huge, 100], [-infinite, 1, infinite, -100]),
  logCosh: distances,
  huber: distances,
  smoothL1: distances,
  quantile: scalars([huge, 1, 0.5 * huge, 0.5], [-infinite, 1, infinite, -0.5]),
  rootMeanSquaredError: scalars([huge, 0, huge, 1], [infinite, 0, infinite, Number.NaN]),
  sigmoidBinaryCrossEntropy: scalars(
    [huge, 1, 0, 0],
    [huge, 0, huge, 1],
    [infinite, 1, 0, 0],
    [-infinite, 0, 0, 0],
    [infinite, 0, infinite, 1],
  ),
  binaryCrossEntropy: scalars([1, 1, 0, -1], [1e-300, 1, 300 * Math.LN10, -1e300], [0, 1, infinite, -infinite]),
  hinge: margins,
  squaredHinge: scalars([huge, 1, 0, 0], [huge, -1, huge ** 2, 2 * huge], [infinite, -1, infinite, infinite]),
  perceptron: margins,
  softMargin: margins,
  sigmoidFocal: scalars(
    [huge, 1, 0, 0],
    [huge, 0, 0.75 * huge, 0.75],
    [infinite, 1, 0, 0],
    [infinite, 0, infinite, Number.NaN],
  ),
  poissonNegativeLogLikelihood: scalars(
    [-huge, 1, huge, -1],
    [-infinite, 0, 0, 0],
    [infinite, 1, Number.NaN, infinite],
  ),
  gaussianNegativeLogLikelihood: [
    { inputs: [doubles([huge]), doubles([0]), doubles([1])], value: huge ** 2 / 2, gradient: [huge] },
    { inputs: [doubles([infinite]), doubles([0]), doubles([1])], value: infinite, gradient: [infinite] },
    { inputs: [doubles([0]), doubles([0]), doubles([infinite])], value: infinite, gradient: [0] },
  ],
  softmaxCrossEntropy: scores(second),
  softmaxCrossEntropyWithIntegerLabels: scores(secondLabel),
  polyLoss: scores(second),
  listwiseSoftmax: scores(second),
  sparsemaxLoss: scores(second),
  categoricalHinge: vectors(
    [[huge, 0], [second], huge, [1, -1]],
    [[-huge, 2], [second], 0, [0, 0]],
    [[-infinite, 2], [second], 0, [0, 0]],
    [[1, -infinite], [second], infinite, [1, -1]],
  ),
  multiclassHinge: vectors(
    [[huge, 0], [secondLabel], huge / 2, [0.5, -0.5]],
    [[-infinite, 0], [secondLabel], 0, [0, 0]],
    [[infinite, 0], [secondLabel], infinite, [0.5, -0.5]],
  ),
  multilabelMargin: scores(second, 0.5),
  multilabelSoftMargin: vectors(
    [[huge, 0], [second], huge / 2, [0.5, -0.25]],
    [[-infinite, 0], [second], Math.LN2 / 2, [0, -0.25]],
    [[0, -infinite], [second], infinite, [0.25, -0.5]],
  ),
  negativeLogLikelihood: vectors(
    [[0, -huge], [secondLabel], huge, [0, -1]],
    [[0, -infinite], [secondLabel], infinite, [0, -1]],
  ),
  klDivergence: vectors(
    [[0, -huge], [second], huge, [0, -1]],
    [[0, -infinite], [second], infinite, [0, -1]],
    [[-infinite, 0], [second], 0, [0, -1]],
  ),
  // of distributions that exclude each other: the largest value, and where p is 0 its own logarithm counts for nothing
  jensenShannon: vectors([[1, 0], [second], Math.LN2, [Math.LN2 / 2, -0.5]]),
  cosineDistance: directions([second], 1, [0, -1]),
  cosineEmbedding: directions([doubles([[1, 1]]), doubles([-1])], Math.SQRT1_2, [0, Math.SQRT1_2]),
  marginRanking: [huge, infinite].flatMap((x) => [
    { inputs: [doubles([x]), doubles([0]), doubles([1])], value: 0, gradient: [0] },
    { inputs: [doubles([x]), doubles([0]), doubles([-1])], value: x, gradient: [1] },
  ]),
  tripletMargin: vectors(
    [[0, 0], [doubles([[huge, 0]]), doubles([[0, 1]])], huge, [-1 - 1e-6 / (1 - 1e-6), 1]], // epsilon is added to each difference
    [[0, 0], [doubles([[0, 1]]), doubles([[huge, 0]])], 0, [0, 0]],
    [[infinite, 0], [second, doubles([[1, 0]])], Number.NaN, [Number.NaN, 0]],
  ),
  contrastive: vectors(
    [[huge, 0], [second, tensor([true])], huge ** 2 / 2, [huge, -1]],
    [[huge, 0], [second, tensor([false])], 0, [0, 0]],
    [[infinite, 0], [second, tensor([true])], infinite, [infinite, -1]],
  ),
  infoNce: [
    {
      inputs: [doubles([pairs[0]!, pairs[2]!]), doubles([pairs[0]!, pairs[2]!])],
      value: 2 * others(1),
      gradient: [0, 0, 0, 0],
    },
  ],
  ntXent: [
    {
      inputs: [doubles(pairs), tensor([0, 0, 1, 1], { dtype: "int32" })],
      value: 4 * others(2),
      gradient: pairs.flat().map(() => 0),
    },
  ],
  dice: directions([second], 1, [0, -2]),
  tversky: directions([second], 1, [0, -2]),
  jaccard: directions([second], 1, [0, -1]),
};

type Loss = (...inputs: readonly unknown[]) => Tensor;
const all: Readonly<Record<string, unknown>> = losses;

test("every loss has rows but ctc, whose tests have paths that are impossible", () => {
  const names = Object.entries(all).flatMap(([name, value]) => (typeof value === "function" ? [name] : []));
  expect([...Object.keys(rows), "ctc"].sort()).toEqual(names.sort());
});

test.each(
  Object.entries(rows).flatMap(([name, list]) =>
    list.map((row) => [`${name}(${row.inputs.map((t) => JSON.stringify(String(t))).join(", ")})`, name, row] as const),
  ),
)("%s has the value and the gradient that are stated", (_, name, { inputs, value, gradient }) => {
  const loss = all[name] as Loss; // the names are those of the exports
  const options = {
    ...(name === "rootMeanSquaredError" ? {} : { reduction: "sum" }),
    ...(name === "quantile" ? { quantile: 0.5 } : {}),
  };
  const [got, slope] = valueAndGrad((x: Tensor) => loss(x, ...inputs.slice(1), options))(inputs[0]!);
  expectNear(got.item(), value);
  const slopes = slope.dataSync();
  expect(slopes).toHaveLength(gradient.length);
  gradient.forEach((wanted, i) => expectNear(slopes[i]!, wanted));
});

/** Equal to twelve digits, or to the rounding of logits of about 10; infinities and NaN to the letter. */
function expectNear(got: number, wanted: number): void {
  const rounding = Math.abs(wanted) > 1e-9 ? 1e-15 : 1e-17 * Number(wanted === 0);
  if (Number.isFinite(wanted) && Number.isFinite(got))
    expect(Math.abs(got - wanted)).toBeLessThanOrEqual(1e-12 * Math.abs(wanted) + rounding);
  else expect(got).toBe(wanted);
}
