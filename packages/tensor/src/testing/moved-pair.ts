import { allocate, type DType } from "../dtype.ts";
import { broadcastTo, expandDims, flip, type Range, reshape, slice, squeeze, transpose } from "../index.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";
import { build, type Naive, picked, pythonSlice, stored, stretched, transposed } from "./naive-tensor.ts";

/** A tensor, and what it should hold. */
export interface Pair {
  readonly tensor: Tensor;
  readonly naive: Naive;
}

/** One step of a chain of views: which one, and numbers to choose its details by. */
export interface Move {
  readonly kind: "transpose" | "flip" | "slice" | "index" | "broadcast" | "merge" | "divide" | "expand" | "squeeze";
  readonly choices: readonly number[];
}

const MOST_ELEMENTS = 400;

/** Whole numbers, most of them different, as a contiguous tensor. */
export function startPair(shape: Shape, dtype: DType): Pair {
  const buffer = allocate(dtype, sizeOf(shape)).map((_, i) => stored((i * 7) % 251, dtype));
  return { tensor: fromBuffer(buffer, { shape, dtype }), naive: { shape, dtype, values: [...buffer] } };
}

type Step = (pair: Pair, axis: number, choices: readonly number[]) => Pair;
const steps: Readonly<Record<Move["kind"], Step>> = {
  transpose: (pair, _, choices) => transposeBy(pair, choices),
  flip: (pair, _, choices) => flipBy(pair, choices),
  slice: (pair, axis, choices) => (pair.naive.shape.length === 0 ? pair : sliceBy(pair, axis, choices)),
  index: (pair, axis, choices) => (pair.naive.shape[axis] ? indexBy(pair, axis, choices) : pair),
  broadcast: (pair, _, choices) => broadcastBy(pair, choices),
  merge: (pair, axis) => mergeAt(pair, axis),
  divide: (pair, axis, choices) => divideBy(pair, axis, choices),
  expand: (pair, _, [place = 0]) => expandAt(pair, place % (pair.naive.shape.length + 1), place % 2 === 1),
  squeeze: ({ tensor, naive }) => ({
    tensor: squeeze(tensor),
    naive: { ...naive, shape: naive.shape.filter((n) => n !== 1) },
  }),
};

/** One step on both sides; a step that the shape does not allow changes nothing. */
export function move(pair: Pair, { kind, choices }: Move): Pair {
  const rank = pair.naive.shape.length;
  return steps[kind](pair, rank === 0 ? 0 : (choices[0] ?? 0) % rank, choices);
}

function transposeBy({ tensor, naive }: Pair, choices: readonly number[]): Pair {
  const key = (axis: number): number => choices[axis % choices.length]! + axis / 10;
  const axes = naive.shape.map((_, axis) => axis).sort((a, b) => key(a) - key(b));
  return { tensor: transpose(tensor, axes), naive: transposed(naive, axes) };
}

function flipBy({ tensor, naive }: Pair, choices: readonly number[]): Pair {
  const axes = naive.shape.map((_, axis) => axis).filter((axis) => choices[axis % choices.length]! % 2 === 1);
  const entries = naive.shape.map((n, axis) => {
    const forward = Array.from({ length: n }, (_, i) => i);
    return axes.includes(axis) ? forward.reverse() : forward;
  });
  return { tensor: flip(tensor, { axis: axes }), naive: picked(naive, entries) };
}

const all = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

function sliceBy({ tensor, naive }: Pair, axis: number, [, a = 0, b = 0, c = 0]: readonly number[]): Pair {
  const n = naive.shape[axis]!;
  const around = (choice: number): number | null => (choice % 5 === 0 ? null : (choice % (2 * n + 5)) - n - 2);
  const [start, end] = [around(a), around(b)];
  const step = [1, -1, 2, -2, 3, -3][c % 6]!;
  const ranges = naive.shape.map((_, i): Range => (i === axis ? [start, end, step] : null));
  const entries = naive.shape.map((m, i) => (i === axis ? pythonSlice(m, start, end, step) : all(m)));
  return { tensor: slice(tensor, ranges), naive: picked(naive, entries) };
}

function indexBy({ tensor, naive }: Pair, axis: number, [, a = 0, b = 0]: readonly number[]): Pair {
  const n = naive.shape[axis]!;
  const index = a % n;
  const ranges = naive.shape.map((_, i): Range => (i === axis ? (b % 2 ? index : index - n) : null));
  const kept = picked(
    naive,
    naive.shape.map((m, i) => (i === axis ? [index] : all(m))),
  );
  return { tensor: slice(tensor, ranges), naive: { ...kept, shape: kept.shape.filter((_, i) => i !== axis) } };
}

function broadcastBy({ tensor, naive }: Pair, [a = 0, b = 0]: readonly number[]): Pair {
  const wide = naive.shape.map((n) => (n === 1 ? b % 4 : n));
  const target = a % 3 ? wide : [a % 4, ...wide];
  if (sizeOf(target) > MOST_ELEMENTS || target.length > 5) return { tensor, naive };
  return { tensor: broadcastTo(tensor, target), naive: stretched(naive, target) };
}

const reshapeTo = ({ tensor, naive }: Pair, shape: Shape): Pair => ({
  tensor: reshape(tensor, shape),
  naive: { ...naive, shape },
});

function mergeAt(pair: Pair, axis: number): Pair {
  const { shape } = pair.naive;
  if (axis + 1 >= shape.length) return pair;
  return reshapeTo(pair, [...shape.slice(0, axis), shape[axis]! * shape[axis + 1]!, ...shape.slice(axis + 2)]);
}

function expandAt({ tensor, naive }: Pair, place: number, fromBack: boolean): Pair {
  const { shape } = naive;
  return {
    tensor: expandDims(tensor, fromBack ? place - shape.length - 1 : place),
    naive: { ...naive, shape: [...shape.slice(0, place), 1, ...shape.slice(place)] },
  };
}

function divideBy(pair: Pair, axis: number, [, a = 0]: readonly number[]): Pair {
  const { shape } = pair.naive;
  const n = shape[axis] ?? 0;
  const divisors = all(n + 1).filter((d) => d > 0 && n % d === 0);
  const outer = divisors[a % divisors.length];
  if (outer === undefined || shape.length > 4) return pair;
  return reshapeTo(pair, [...shape.slice(0, axis), outer, n / outer, ...shape.slice(axis + 1)]);
}

/** A tensor of given values behind strides of any kind: axes in another order, gaps between them, some backwards. */
export function laidOut(naive: Naive, choices: readonly number[]): Tensor {
  const { shape, dtype } = naive;
  const choice = (i: number): number => choices[i % choices.length]!;
  const order = shape.map((_, axis) => axis).sort((a, b) => choice(a) - choice(b));
  const gaps = order.map((_, i) => 1 + (choice(i + 1) % 2));
  const isTurned = order.map((_, i) => choice(i + 2) % 2 === 1);
  const room = order.map((axis, i) => shape[axis]! * gaps[i]! + 1);
  const inOrder = transposed(naive, order);
  // element i of a stored axis stands at 1 + i gap, or that far from the end; whatever is between is never seen
  const place = (i: number, at: number): number => (isTurned[i] ? shape[order[i]!]! - 1 - at : at) * gaps[i]! + 1;
  const buffer = allocate(dtype, sizeOf(room)).fill(1);
  const strides = room.map((_, i) => sizeOf(room.slice(i + 1)));
  let next = 0;
  build(inOrder.shape, dtype, (position) => {
    buffer[position.reduce((sofar, p, i) => sofar + place(i, p) * strides[i]!, 0)] = inOrder.values[next++]!;
    return 0;
  });
  const ranges = order.map((_, i): Range => [1, null, gaps[i]!]);
  const seen = slice(fromBuffer(buffer, { shape: room, dtype }), ranges);
  const turned = flip(seen, { axis: order.map((_, i) => i).filter((i) => isTurned[i]) });
  return transpose(
    turned,
    shape.map((_, axis) => order.indexOf(axis)),
  );
}
