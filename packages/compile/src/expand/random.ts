import {
  abs,
  add,
  broadcastTo,
  cast,
  divide,
  equal,
  fromBuffer,
  full,
  less,
  lessEqual,
  log,
  log1p,
  logicalAnd,
  logicalOr,
  maximum,
  minimum,
  multiply,
  negate,
  reshape,
  sizeOf,
  slice,
  type Spec,
  sqrt,
  square,
  stack,
  subtract,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { nextBelow } from "@adjoint/tensor/random/next-below";
import { CENTRE, FAR_TAIL, NEAR_TAIL, type Rational } from "@adjoint/tensor/random/normal-quantile";
import { BITS, DIGITS, PARITY } from "@adjoint/tensor/random/threefry";
import { probabilities } from "@adjoint/tensor/random/truncated-normal";
import { bitwiseXor, shiftRight } from "./bits.ts";
import type { Expansion } from "./expansion.ts";

const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;

const word = (value: number): number => value | 0;
const rotated = (x: Tensor, by: number): Tensor => add(multiply(x, word(2 ** by)), shiftRight(x, 32 - by));

/**
 * Threefry-2x32 with 20 rounds on tensors of words: key and counter, two words each, all of one shape.
 * @see Salmon, Moraes, Dror, Shaw 2011, Parallel random numbers: as easy as 1, 2, 3
 */
function threefry(keys: readonly [Tensor, Tensor], counters: readonly [Tensor, Tensor]): readonly [Tensor, Tensor] {
  const schedule = [...keys, bitwiseXor(bitwiseXor(...keys), full(keys[0].shape, PARITY, "int32"))];
  let [x, y] = [add(counters[0], keys[0]), add(counters[1], keys[1])];
  for (let group = 0; group < 5; group++) {
    for (const by of ROTATIONS.slice(4 * (group % 2), 4 * (group % 2) + 4)) {
      x = add(x, y);
      y = bitwiseXor(rotated(y, by), x);
    }
    x = add(x, schedule[(group + 1) % 3]!);
    y = add(add(y, schedule[(group + 2) % 3]!), group + 1);
  }
  return [x, y];
}

/** The two words of keys [...s, 2], each repeated to a shape [...s, n]. */
const wordsOfKeys = (keys: Tensor, count: number): [Tensor, Tensor] => {
  const part = (i: number): Tensor =>
    broadcastTo(slice(keys, [...keys.shape.slice(1).map(() => null), [i, i + 1]]), [...keys.shape.slice(0, -1), count]);
  return [part(0), part(1)];
};

/** Blocks 0, 1, ... of keys [...s, 2], enciphered: two words each, [...s, count, 2]. */
function blocksOf(keys: Tensor, count: number, purpose: number): Tensor {
  const [first, second] = wordsOfKeys(keys, count);
  const counters = fromBuffer(
    Int32Array.from({ length: count }, (_, i) => i),
    { shape: [count], dtype: "int32" },
  );
  return stack(threefry([first, second], [broadcastTo(counters, first.shape), full(first.shape, purpose, "int32")]), {
    axis: -1,
  });
}

/** The words of keys in order, `each` for every element: `each` tensors [...s, size]. */
function bitsOf(keys: Tensor, size: number, each: 1 | 2): readonly Tensor[] {
  const lead = keys.shape.slice(0, -1);
  const words = reshape(blocksOf(keys, Math.ceil((size * each) / 2), BITS), [...lead, -1]);
  const all = lead.map(() => null);
  return Array.from({ length: each }, (_, i) => slice(words, [...all, [i, size * each, each]]));
}

/** The upper `32 - dropped` bits of words as numbers from 0 up, in double precision. */
function unsigned(words: Tensor, dropped = 0): Tensor {
  const x = cast(dropped ? shiftRight(words, dropped) : words, "float64");
  return dropped ? x : where(less(x, 0), add(x, 2 ** 32), x);
}

/** Numbers in the open unit interval, in double precision: as `fillFromOpenUnit` makes them. */
function openUnit(keys: Tensor, size: number, { dtype }: Spec): Tensor {
  if (dtype === "float32") return multiply(add(unsigned(bitsOf(keys, size, 1)[0]!), 0.5), 2 ** -32);
  const [high, low] = bitsOf(keys, size, 2) as [Tensor, Tensor];
  return multiply(add(add(multiply(unsigned(high, 6), 2 ** 26), unsigned(low, 6)), 0.5), 2 ** -52);
}

/** In [0, 1), in double precision. */
function halfOpenUnit(keys: Tensor, size: number, { dtype }: Spec): Tensor {
  if (dtype === "float32") return multiply(unsigned(bitsOf(keys, size, 1)[0]!, 8), 2 ** -24);
  const [high, low] = bitsOf(keys, size, 2) as [Tensor, Tensor];
  return multiply(add(multiply(unsigned(high, 5), 2 ** 26), unsigned(low, 6)), 2 ** -53);
}

const rational = ([numerator, denominator]: Rational, r: Tensor): Tensor => {
  const horner = (coefficients: readonly number[]): Tensor =>
    coefficients
      .slice(1)
      .reduce((value: Tensor, c) => add(multiply(value, r), c), full(r.shape, coefficients[0]!, r.dtype));
  return divide(horner(numerator), horner(denominator));
};

/** The quantile of the normal distribution, by the same rational functions as its kernel. */
function normalQuantile(p: Tensor): Tensor {
  const q = subtract(p, 0.5);
  const isCentral = lessEqual(abs(q), 0.425);
  const central = multiply(q, rational(CENTRE, subtract(0.180625, square(q))));
  const r = sqrt(negate(log(where(less(q, 0), p, subtract(1, p)))));
  const tail = where(lessEqual(r, 5), rational(NEAR_TAIL, subtract(r, 1.6)), rational(FAR_TAIL, subtract(r, 5)));
  return where(isCentral, central, where(less(q, 0), negate(tail), tail));
}

/** An expansion of a source of random numbers: of keys and the number of elements of each, before they get their shape. */
const sampler =
  <A>(sample: (keys: Tensor, size: number, spec: Spec, attributes: A) => Tensor): Expansion =>
  ([keys], attributes, [spec]) => {
    const { shape } = attributes as { shape: readonly number[] };
    const flat = sample(keys!, sizeOf(shape), spec!, attributes as A); // what the primitive of this name has
    return [reshape(cast(flat, spec!.dtype), spec!.shape)];
  };

/** The same bits as on the host, in operations on words. */
export const random: Readonly<Record<string, Expansion>> = {
  randomBits: sampler((keys, size) => bitsOf(keys, size, 1)[0]!),
  deriveKeys: ([keys, data], attributes) => {
    const { purpose } = attributes as { purpose: number };
    const count = data!.shape.at(-1)!;
    return [stack(threefry(wordsOfKeys(keys!, count), [data!, full(data!.shape, purpose, "int32")]), { axis: -1 })];
  },
  uniform: sampler<{ low: number; high: number }>((keys, size, spec, { low, high }) => {
    const x = add(multiply(halfOpenUnit(keys, size, spec), high - low), low);
    return minimum(x, nextBelow(high, spec.dtype));
  }),
  bernoulli: sampler<{ probability: number }>((keys, size, _, { probability }) => {
    const digits = Math.floor(probability * 2 ** 32);
    const rest = probability * 2 ** 32 - digits;
    const first = unsigned(bitsOf(keys, size, 1)[0]!);
    if (rest === 0) return less(first, digits);
    const more = blocksOf(keys, size, DIGITS);
    const part = (i: number): Tensor =>
      reshape(slice(more, [...more.shape.slice(1).map(() => null), [i, i + 1]]), first.shape);
    const last = multiply(add(multiply(unsigned(part(0), 5), 2 ** 26), unsigned(part(1), 6)), 2 ** -53);
    return logicalOr(less(first, digits), logicalAnd(equal(first, digits), less(last, rest)));
  }),
  normal: sampler<{ mean: number; standardDeviation: number }>((keys, size, spec, { mean, standardDeviation }) =>
    add(multiply(normalQuantile(openUnit(keys, size, spec)), standardDeviation), mean),
  ),
  truncatedNormal: sampler<{ mean: number; standardDeviation: number; low: number; high: number }>(
    (keys, size, spec, { mean, standardDeviation, low, high }) => {
      const { start, width, sign } = probabilities(low, high);
      const z = multiply(normalQuantile(add(multiply(openUnit(keys, size, spec), width), start)), sign);
      return add(multiply(minimum(maximum(z, low), high), standardDeviation), mean);
    },
  ),
  gumbel: sampler((keys, size, spec) => negate(log(negate(log1p(negate(openUnit(keys, size, spec))))))),
};
