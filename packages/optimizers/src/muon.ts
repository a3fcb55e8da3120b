import { multiply, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamState, ScaleByAdamOptions } from "./adam.ts";
import { adamw } from "./adamw.ts";
import { addDecayedWeights } from "./add-decayed-weights.ts";
import { chain } from "./chain.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import type { DescentState } from "./internal/direction.ts";
import type { WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Match } from "./match.ts";
import { orthogonalize } from "./orthogonalize.ts";
import { partition } from "./partition.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { type EmptyState, stateless } from "./stateless.ts";
import { type TraceState, trace } from "./trace.ts";

export interface MuonOptions extends WeightDecayOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** a: the part of the velocity that stays, in [0, 1); default 0.95. */
  readonly momentum?: number;
  /** Step from where the velocity would lead; default true. */
  readonly nesterov?: boolean;
  /** Newton-Schulz steps, from 1 up; default 5. */
  readonly steps?: number;
  /**
   * How long a step is: "spectral" (default), sqrt(max(1, outputs / inputs)), or "adam", 0.2 sqrt(max(outputs, inputs)),
   * the root mean square of a step of Adam, so that the same rate suits both.
   */
  readonly scale?: "spectral" | "adam";
  /** Which leaves are matrices of hidden layers; default: those with two axes. Adam takes the others. */
  readonly matrices?: Match;
  /** Of the Adam for the other leaves; its rate is the same unless it is given here. */
  readonly adam?: ScaleByAdamOptions & WeightDecayOptions & { readonly learningRate?: Rate };
}

export interface MuonState {
  readonly matrices: {
    readonly momentum: TraceState;
    readonly orthogonal: EmptyState;
    readonly scale: EmptyState;
    readonly decay: EmptyState;
    readonly rate: RateState;
  };
  readonly rest: DescentState<AdamState>;
}

/**
 * Muon: momentum whose step is orthogonalized, so that it is equally long in all directions of a matrix. v <- a v + g,
 * u = orthogonalize(g + a v), p <- p - e (s u + weightDecay p), with s by the shape. It is for the matrices of hidden
 * layers; vectors, scalars, embeddings and the last layer go to Adam (choose by `matrices`). Inputs and outputs are those of
 * matrices [inputs, outputs] and kernels [outputs, ...inputs].
 * @rule matrices: momentum, orthogonalized by Newton-Schulz steps; Adam for the rest
 * @good Each matrix moves in all directions alike; fast for transformers.
 * @bad For matrices only: the rest goes to Adam.
 * @use For hidden layers of language models.
 * @throws RangeError when a setting is out of its range; TypeError for another `scale`.
 * @see [Jordan et al. 2024](https://kellerjordan.github.io/posts/muon/), Muon: an optimizer for hidden layers in neural
 * networks; [Liu et al. 2025](https://arxiv.org/abs/2502.16982), Muon is scalable for LLM training, for "adam"
 * @example
 * muon({
 *   learningRate: 0.02,
 *   matrices: (path, param) => param.rank === 2 && !path.startsWith("embedding"),
 *   adam: { learningRate: 3e-4 },
 * })
 */
export function muon({
  learningRate,
  momentum = 0.95,
  nesterov = true,
  steps = 5,
  scale = "spectral",
  weightDecay = 0,
  mask,
  matrices = (_, { rank }) => rank === 2,
  adam = {},
}: MuonOptions): GradientTransform<MuonState> {
  if (scale !== "spectral" && scale !== "adam")
    throw new TypeError(`muon: scale is "spectral" or "adam", got ${String(scale)}; leave it out for "spectral"?`);
  const lengthOf = scale === "spectral" ? spectralLength : adamLength;
  const hidden = chain({
    momentum: trace({ decay: momentum, nesterov }),
    orthogonal: orthogonalize({ steps }),
    scale: stateless((gradients) => mapTree((u: Tensor) => multiply(u, lengthOf(...sidesOf(u))), gradients)),
    decay: addDecayedWeights(weightDecay, { mask }),
    rate: scaleByLearningRate(learningRate),
  });
  return partition({
    matrices: { match: matrices, transform: hidden },
    rest: { match: "**", transform: adamw({ learningRate, weightDecay: 0, ...adam }) },
  });
}

/** [inputs, outputs] of a matrix, [outputs, ...inputs] of a kernel. */
function sidesOf({ shape }: Tensor): readonly [inputs: number, outputs: number] {
  const [first = 1, ...others] = shape;
  const rest = others.reduce((n, m) => n * m, 1);
  return shape.length === 2 ? [first, rest] : [rest, first];
}

const spectralLength = (inputs: number, outputs: number): number => Math.sqrt(Math.max(1, outputs / inputs));
const adamLength = (inputs: number, outputs: number): number => 0.2 * Math.sqrt(Math.max(inputs, outputs));
