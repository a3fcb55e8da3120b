/** Where the graph of a loss is drawn, and what it may be compared with. */
export interface LossDomain {
  readonly x: readonly [low: number, high: number];
  readonly target?: {
    readonly initial: number;
    readonly choices?: readonly number[];
    readonly range?: readonly [number, number];
  };
}

const numbers: LossDomain = { x: [-4, 6], target: { initial: 1, range: [-3, 5] } };
const signs: LossDomain = { x: [-3, 3], target: { initial: 1, choices: [-1, 1] } };
const label: LossDomain = { x: [-6, 6], target: { initial: 1, range: [0, 1] } };
const scores: LossDomain = { x: [-6, 6] };
const angle: LossDomain = { x: [-Math.PI, Math.PI] };

/** A loss that is not named here compares two numbers. */
const domains: Readonly<Record<string, LossDomain>> = {
  meanSquaredLogError: { x: [-0.95, 6], target: { initial: 1, range: [0, 5] } },
  sigmoidBinaryCrossEntropy: label,
  binaryCrossEntropy: { x: [0.005, 0.995], target: { initial: 1, range: [0, 1] } },
  sigmoidFocal: label,
  hinge: signs,
  squaredHinge: signs,
  perceptron: signs,
  softMargin: signs,
  marginRanking: signs,
  poissonNegativeLogLikelihood: { x: [-3, 3], target: { initial: 2, range: [0, 10] } },
  softmaxCrossEntropy: label,
  polyLoss: label,
  sparsemaxLoss: label,
  klDivergence: label,
  jensenShannon: label,
  softmaxCrossEntropyWithIntegerLabels: scores,
  negativeLogLikelihood: scores,
  multiclassHinge: scores,
  categoricalHinge: scores,
  multilabelMargin: scores,
  multilabelSoftMargin: scores,
  listwiseSoftmax: scores,
  dice: { x: [0, 1] },
  jaccard: { x: [0, 1] },
  tversky: { x: [0, 1] },
  cosineDistance: angle,
  cosineEmbedding: { ...angle, target: { initial: 1, choices: [-1, 1] } },
  tripletMargin: { x: [-3, 3] },
  contrastive: { x: [-3, 3], target: { initial: 1, choices: [0, 1] } },
  infoNce: angle,
  ntXent: angle,
};

export const lossDomain = (name: string): LossDomain => domains[name] ?? numbers;

/** Values for settings that have no default, so that there is something to see. */
const demonstrations: Readonly<Record<string, number>> = {
  learningRate: 0.1,
  initial: 0.1,
  peak: 0.1,
  high: 0.1,
  low: 0.01,
  decaySteps: 80,
  decayRate: 0.5,
  transitionSteps: 30,
  stepSize: 25,
  period: 40,
  halfCycle: 20,
  totalSteps: 100,
  warmupSteps: 20,
  stableSteps: 40,
  holdSteps: 10,
  modelSize: 512,
  quantile: 0.8,
  offset: 10,
};

/** Defaults that are made for long runs, or for what the graph is not about. */
const SHORTER = ["warmupSteps", "transitionSteps", "holdSteps", "offset"];

export const demonstrationOf = (setting: string, initial: number | boolean | string | undefined) =>
  initial === undefined || SHORTER.includes(setting) ? (demonstrations[setting] ?? initial) : initial;
