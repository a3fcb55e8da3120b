import type { Tensor } from "@adjoint/tensor";
import * as a from "../index.ts";

/** One row: an elementwise activation, and what is stated about it. Every test that is the same for all reads the rows. */
export interface ActivationCase {
  readonly name: string;
  readonly activate: (x: Tensor) => Tensor;
  /** The values at -Infinity and at Infinity. */
  readonly limits: readonly [number, number];
  /** The gradients at -Infinity and at Infinity. */
  readonly slopes: readonly [number, number];
  /** Where the value or the gradient jumps, and the gradient stated there. */
  readonly kinks: readonly (readonly [x: number, gradient: number])[];
  /** Where the gradient bends: no second derivative. */
  readonly bends: readonly number[];
}

const SELU_ALPHA = 1.6732632423543772;
const SELU_SCALE = 1.0507009873554805;

const row = (
  name: string,
  activate: (x: Tensor) => Tensor,
  limits: readonly [number, number],
  slopes: readonly [number, number],
  kinks: readonly (readonly [number, number])[] = [],
  bends: readonly number[] = [],
): ActivationCase => ({ name, activate, limits, slopes, kinks, bends });

export const activationCases: readonly ActivationCase[] = [
  row("relu", a.relu, [0, Infinity], [0, 1], [[0, 0]]),
  row(
    "relu6",
    a.relu6,
    [0, 6],
    [0, 0],
    [
      [0, 0],
      [6, 0],
    ],
  ),
  row("leakyRelu", a.leakyRelu, [-Infinity, Infinity], [0.01, 1], [[0, 0.01]]),
  row("leakyRelu, slope 0", (x) => a.leakyRelu(x, { negativeSlope: 0 }), [0, Infinity], [0, 1], [[0, 0]]),
  row(
    "leakyRelu, slope -0.5",
    (x) => a.leakyRelu(x, { negativeSlope: -0.5 }),
    [Infinity, Infinity],
    [-0.5, 1],
    [[0, -0.5]],
  ),
  row("elu", a.elu, [-1, Infinity], [0, 1], [], [0]),
  row("elu, alpha 0.7", (x) => a.elu(x, { alpha: 0.7 }), [-0.7, Infinity], [0, 1], [[0, 0.7]]),
  row("selu", a.selu, [-SELU_SCALE * SELU_ALPHA, Infinity], [0, SELU_SCALE], [[0, SELU_SCALE * SELU_ALPHA]]),
  row("celu", a.celu, [-1, Infinity], [0, 1], [], [0]),
  row("celu, alpha 1.3", (x) => a.celu(x, { alpha: 1.3 }), [-1.3, Infinity], [0, 1], [], [0]),
  row("gelu", a.gelu, [0, Infinity], [0, 1]),
  row("gelu, approximate", (x) => a.gelu(x, { approximate: true }), [0, Infinity], [0, 1]),
  row("silu", a.silu, [0, Infinity], [0, 1]),
  row("mish", a.mish, [0, Infinity], [0, 1]),
  row("sigmoid", a.sigmoid, [0, 1], [0, 0]),
  row("logSigmoid", a.logSigmoid, [-Infinity, 0], [1, 0]),
  row(
    "hardSigmoid",
    a.hardSigmoid,
    [0, 1],
    [0, 0],
    [
      [-3, 0],
      [3, 0],
    ],
  ),
  row(
    "hardSwish",
    a.hardSwish,
    [0, Infinity],
    [0, 1],
    [
      [-3, 0],
      [3, 1],
    ],
  ),
  row("tanh", a.tanh, [-1, 1], [0, 0]),
  row(
    "hardTanh",
    a.hardTanh,
    [-1, 1],
    [0, 0],
    [
      [-1, 0],
      [1, 0],
    ],
  ),
  row("softplus", a.softplus, [0, Infinity], [0, 1]),
  row("softsign", a.softsign, [-1, 1], [0, 0], [], [0]),
  row(
    "softShrink",
    a.softShrink,
    [-Infinity, Infinity],
    [1, 1],
    [
      [-0.5, 0],
      [0.5, 0],
    ],
  ),
  row(
    "softShrink, lambda 0.3",
    (x) => a.softShrink(x, { lambda: 0.3 }),
    [-Infinity, Infinity],
    [1, 1],
    [
      [-0.3, 0],
      [0.3, 0],
    ],
  ),
  row(
    "hardShrink",
    a.hardShrink,
    [-Infinity, Infinity],
    [1, 1],
    [
      [-0.5, 0],
      [0.5, 0],
    ],
  ),
  row("tanhShrink", a.tanhShrink, [-Infinity, Infinity], [1, 1]),
  row("threshold", a.threshold, [0, Infinity], [0, 1], [[0, 0]]),
  row(
    "threshold 0.5, value -1",
    (x) => a.threshold(x, { threshold: 0.5, value: -1 }),
    [-1, Infinity],
    [0, 1],
    [[0.5, 0]],
  ),
  row("squareplus", a.squareplus, [0, Infinity], [0, 1]),
  row("squareplus, b 0.01", (x) => a.squareplus(x, { b: 0.01 }), [0, Infinity], [0, 1]),
];
