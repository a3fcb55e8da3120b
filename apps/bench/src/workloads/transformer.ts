import { type RandomKey, randomKey, splitKey } from "@adjoint/tensor";
import { filled, type HostArray, integerArray, normalArray } from "../host-array.ts";
import type { Block, Norm } from "../models.ts";
import { trainingCosts } from "../training-costs.ts";
import type { TrainingWorkload } from "../workload.ts";
import { normalLayer } from "./linear-layer.ts";

interface Sizes {
  readonly batch: number;
  readonly context: number;
  readonly vocabulary: number;
  readonly width: number;
  readonly layers: number;
  readonly heads: number;
}

const SPREAD = 0.02; // of all weights, as in GPT-2

/**
 * GPT-2 in small: learned positions, norms before attention and perceptron, gelu in its form with tanh, and a norm and a
 * head with a bias at the end that is not tied to the embedding.
 * @see Radford et al. 2019, Language models are unsupervised multitask learners, section 2.3
 */
export function transformer(name: string, sizes: Sizes): TrainingWorkload<"gpt"> {
  const { batch, context, vocabulary, width, layers, heads } = sizes;
  const tokens = batch * context;
  const linear = layers * 12 * width ** 2 + width * vocabulary;
  const biasesAndNorms = layers * 13 * width + 2 * width + vocabulary;
  const causalPairs = (batch * context * (context + 1)) / 2; // a token sees itself and those before it
  return {
    kind: "training",
    name,
    about: `characters: width ${width}, ${layers} layers, ${heads} heads, context ${context}, batch ${batch}, vocabulary ${vocabulary}, Adam`,
    ...trainingCosts({
      params: linear + biasesAndNorms + (vocabulary + context) * width,
      // forward, for weights and for inputs; scores and values of each head: width products a pair each
      products: 3 * (tokens * linear + layers * causalPairs * 2 * width),
      inputs: 2 * tokens,
    }),
    model: "gpt",
    settings: { heads },
    learningRate: 1e-3,
    start: () => {
      const [inputs, labels, embedding, positions, head, ...blocks] = splitKey(randomKey(9), 5 + layers) as [
        RandomKey,
        RandomKey,
        RandomKey,
        RandomKey,
        RandomKey,
        ...RandomKey[],
      ];
      return {
        params: {
          tokens: normalArray(embedding, [vocabulary, width], SPREAD),
          positions: normalArray(positions, [context, width], SPREAD),
          blocks: blocks.map((key) => block(key, width)),
          norm: unitNorm(width),
          head: normalLayer(head, width, vocabulary, SPREAD),
        },
        batch: {
          inputs: integerArray(inputs, [batch, context], vocabulary),
          labels: integerArray(labels, [batch, context], vocabulary),
        },
      };
    },
  };
}

function block(key: RandomKey, width: number): Block<HostArray> {
  const keys = splitKey(key, 4);
  return {
    attentionNorm: unitNorm(width),
    attention: normalLayer(keys[0], width, 3 * width, SPREAD),
    projection: normalLayer(keys[1], width, width, SPREAD),
    expansionNorm: unitNorm(width),
    expansion: normalLayer(keys[2], width, 4 * width, SPREAD),
    contraction: normalLayer(keys[3], 4 * width, width, SPREAD),
  };
}

const unitNorm = (width: number): Norm<HostArray> => ({ scale: filled([width], 1), bias: filled([width], 0) });
