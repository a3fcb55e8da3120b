import { mapTree } from "@adjoint/tree";
import type { HostArray } from "../host-array.ts";
import type { Block, Examples, Linear, Losses, Norm } from "../models.ts";

/** An array in double precision. */
export interface Wide {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

class WideArray implements Wide {
  readonly shape: readonly number[];
  readonly values: Float64Array;

  constructor({ shape, values }: HostArray) {
    this.shape = shape;
    this.values = Float64Array.from(values);
  }
}

export const widened = <T>(tree: unknown): T => mapTree((array: HostArray) => new WideArray(array), tree) as T; // form stays

type Rows = number[][];

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / numbers.length;
const relu = (x: number): number => (x > 0 ? x : 0);

/** [n, ...] as n rows. */
const rowsOf = ({ shape: [count = 0], values }: Wide): Rows =>
  Array.from({ length: count }, (_, i) => [
    ...values.subarray((i * values.length) / count, ((i + 1) * values.length) / count),
  ]);

const linear = (rows: Rows, { weights, bias }: Linear<Wide>): Rows => {
  const table = rowsOf(weights);
  return rows.map((row) => [...bias.values].map((b, j) => b + sum(row.map((x, i) => x * table[i]![j]!))));
};

/** The mean of -log(softmax(logits)[label]). */
const crossEntropy = (logits: Rows, labels: Wide): number =>
  mean(logits.map((row, i) => Math.log(sum(row.map(Math.exp))) - row[labels.values[i]!]!));

const softmax = (row: readonly number[]): number[] => row.map((x) => Math.exp(x) / sum(row.map(Math.exp)));

const normalize = (rows: Rows, { scale, bias }: Norm<Wide>): Rows =>
  rows.map((row) => {
    const center = mean(row);
    const deviation = Math.sqrt(mean(row.map((x) => (x - center) ** 2)) + 1e-5);
    return row.map((x, i) => ((x - center) / deviation) * scale.values[i]! + bias.values[i]!);
  });

/** One image [channel][row][column]. */
type Image = number[][][];

/** Convolution 3 x 3 with zeros around, relu, and the largest of each 2 x 2. */
function filterAndPool(image: Image, { weights, bias }: Linear<Wide>): Image {
  const side = image[0]!.length;
  const filters = rowsOf(weights); // each [channel, 3, 3], flat
  const at = (output: number, y: number, x: number): number => {
    const taps = image.flatMap((channel) =>
      [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => channel[y + dy]?.[x + dx] ?? 0)),
    );
    return relu(bias.values[output]! + sum(taps.map((tap, i) => tap * filters[output]![i]!)));
  };
  const half = Array.from({ length: side / 2 }, (_, i) => 2 * i);
  return filters.map((_, output) =>
    half.map((y) =>
      half.map((x) => Math.max(at(output, y, x), at(output, y, x + 1), at(output, y + 1, x), at(output, y + 1, x + 1))),
    ),
  );
}

function attend(rows: Rows, { attention, projection }: Block<Wide>, heads: number): Rows {
  const size = rows[0]!.length / heads;
  const mixed = linear(rows, attention);
  const part = (row: number, which: number, head: number): number[] => {
    const start = (which * heads + head) * size;
    return mixed[row]!.slice(start, start + size);
  };
  const seen = rows.map((_, row) =>
    Array.from({ length: heads }, (_, head) => {
      const past = rows.slice(0, row + 1).map((_, other) => other);
      const scores = past.map((other) =>
        sum(part(row, 0, head).map((q, i) => (q * part(other, 1, head)[i]!) / Math.sqrt(size))),
      );
      const weights = softmax(scores);
      return Array.from({ length: size }, (_, i) =>
        sum(past.map((other) => weights[other]! * part(other, 2, head)[i]!)),
      );
    }).flat(),
  );
  return linear(seen, projection);
}

const gelu = (x: number): number => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3)));

const plus = (a: Rows, b: Rows): Rows => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));

const sequencesOf = ({ inputs }: Examples<Wide>): Rows => rowsOf(inputs);

/** The models as their papers write them: loops over numbers in double precision. */
export const naiveLosses: { readonly [M in keyof Losses<Wide>]: (...given: Parameters<Losses<Wide>[M]>) => number } = {
  perceptron: ({ layers }, { inputs, labels }) => {
    const logits = layers.reduce(
      (rows, layer, i) => linear(i === 0 ? rows : rows.map((row) => row.map(relu)), layer),
      rowsOf(inputs),
    );
    return crossEntropy(logits, labels);
  },

  convolutional: ({ first, second, dense }, { inputs, labels }) => {
    const side = inputs.shape[2]!;
    const images = rowsOf(inputs).map((pixels) => [
      Array.from({ length: side }, (_, y) => pixels.slice(y * side, (y + 1) * side)),
    ]);
    const features = images.map((image) => filterAndPool(filterAndPool(image, first), second).flat(2));
    return crossEntropy(linear(features, dense), labels);
  },

  gpt: ({ tokens, positions, blocks, norm, head }, batch, { heads }) => {
    const [embeddings, places] = [rowsOf(tokens), rowsOf(positions)];
    const logits = sequencesOf(batch).flatMap((sequence) => {
      const start = sequence.map((token, i) => embeddings[token]!.map((x, j) => x + places[i]![j]!));
      const last = blocks.reduce((rows, block) => {
        const attended = plus(rows, attend(normalize(rows, block.attentionNorm), block, heads));
        const expanded = linear(normalize(attended, block.expansionNorm), block.expansion);
        return plus(
          attended,
          linear(
            expanded.map((row) => row.map(gelu)),
            block.contraction,
          ),
        );
      }, start);
      return linear(normalize(last, norm), head);
    });
    return crossEntropy(logits, batch.labels);
  },
};
