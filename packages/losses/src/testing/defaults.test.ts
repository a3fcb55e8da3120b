import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import * as losses from "../index.ts";
import { doubles, integers } from "./numbers-of.ts";

const a = doubles([
  [0.3, -1.2, 4],
  [2, 0.5, -3],
]);
const b = doubles([
  [1.1, 0.7, -0.5],
  [0.2, 0.1, 0],
]);
const c = doubles([
  [0.2, 0.5, 0.3],
  [0.6, 0.3, 0.1],
]);
const labels = integers([2, 0]);
const same = tensor([true, false]);
const near = doubles([
  [0.3, -1.1, 4],
  [2, 0.5, -2.5],
]);

test.each<[string, Tensor, Tensor]>([
  ["contrastive", losses.contrastive(a, near, same), losses.contrastive(a, near, same, { margin: 1 })],
  [
    "cosineEmbedding",
    losses.cosineEmbedding(a, b, doubles([1, -1])),
    losses.cosineEmbedding(a, b, doubles([1, -1]), { margin: 0 }),
  ],
  ["dice", losses.dice(c, c), losses.dice(c, c, { smoothing: 1 })],
  [
    "gaussianNegativeLogLikelihood",
    losses.gaussianNegativeLogLikelihood(
      a,
      near,
      doubles([
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ),
    losses.gaussianNegativeLogLikelihood(
      a,
      near,
      doubles([
        [0, 0, 0],
        [0, 0, 0],
      ]),
      { epsilon: 1e-6 },
    ),
  ],
  ["huber", losses.huber(a, b), losses.huber(a, b, { delta: 1 })],
  ["infoNce", losses.infoNce(a, b), losses.infoNce(a, b, { temperature: 0.07 })],
  ["jaccard", losses.jaccard(c, c), losses.jaccard(c, c, { smoothing: 1 })],
  ["marginRanking", losses.marginRanking(a, b, a), losses.marginRanking(a, b, a, { margin: 0 })],
  [
    "meanAbsolutePercentageError",
    losses.meanAbsolutePercentageError(a, b),
    losses.meanAbsolutePercentageError(a, b, { epsilon: 1e-7 }),
  ],
  ["multiclassHinge", losses.multiclassHinge(b, labels), losses.multiclassHinge(b, labels, { margin: 1, power: 1 })],
  ["multilabelMargin", losses.multilabelMargin(b, c), losses.multilabelMargin(b, c, { margin: 1 })],
  [
    "ntXent",
    losses.ntXent(
      doubles([
        [1, 0],
        [1, 2],
        [0, 3],
      ]),
      integers([1, 1, 2]),
    ),
    losses.ntXent(
      doubles([
        [1, 0],
        [1, 2],
        [0, 3],
      ]),
      integers([1, 1, 2]),
      { temperature: 0.07 },
    ),
  ],
  ["polyLoss", losses.polyLoss(a, c), losses.polyLoss(a, c, { epsilon: 2 })],
  ["sigmoidFocal", losses.sigmoidFocal(a, c), losses.sigmoidFocal(a, c, { alpha: 0.25, gamma: 2 })],
  ["smoothL1", losses.smoothL1(a, b), losses.smoothL1(a, b, { beta: 1 })],
  [
    "softmaxCrossEntropyWithIntegerLabels",
    losses.softmaxCrossEntropyWithIntegerLabels(a, labels),
    losses.softmaxCrossEntropyWithIntegerLabels(a, labels, { labelSmoothing: 0, axis: -1, reduction: "mean" }),
  ],
  ["tripletMargin", losses.tripletMargin(a, a, near), losses.tripletMargin(a, a, near, { margin: 1, epsilon: 1e-6 })],
  ["tversky", losses.tversky(c, c), losses.tversky(c, c, { alpha: 0.5, beta: 0.5, smoothing: 1 })],
])("%s has the defaults that it is documented with", (_, byDefault, explicit) => {
  expect(byDefault.item()).toBe(explicit.item());
  expect(byDefault.item()).not.toBe(0);
});
