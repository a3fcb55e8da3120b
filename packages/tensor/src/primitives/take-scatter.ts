import { allocate, type Numbers } from "../dtype.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { expandBatch } from "./sum-broadcast.ts";

type Pair = readonly [Tensor, Tensor];

/** x [n, ...r], indices [k] -> [k, ...r]: whole rows. Indices below 0 count from the end. */
export const takeRows: Primitive<Pair, [Tensor], undefined> = {
  name: "takeRows",
  shape: ([x, indices]) => [{ shape: [...indices.shape, ...x.shape.slice(1)], dtype: x.dtype }],
  kernel: ([x, indices], _, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    const out = allocate(spec.dtype, sizeOf(spec.shape));
    const row = offsetsOf(x.shape.slice(1), strides.slice(1), offset);
    let at = 0;
    for (const index of indices.dataSync()) {
      const start = position("take", index, x.shape[0]!) * strides[0]!;
      for (let i = 0; i < row.length; i++) out[at++] = buffer[start + row[i]!]!;
    }
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], [x, indices]) => [
    () => bind(scatterAddRows, [indices, cotangent], { count: x.shape[0]! })[0],
    null,
  ],
  batch: null,
};

/** indices [k], values [k, ...r] -> [count, ...r]: zeros, to whose rows the values are added. */
export const scatterAddRows: Primitive<Pair, [Tensor], { count: number }> = {
  name: "scatterAddRows",
  shape: ([, values], { count }) => [{ shape: [count, ...values.shape.slice(1)], dtype: values.dtype }],
  kernel: ([indices, values], { count }, [spec]) => {
    const out = allocate(spec.dtype, sizeOf(spec.shape));
    const width = sizeOf(spec.shape.slice(1));
    const added = values.dataSync();
    let from = 0;
    for (const index of indices.dataSync()) {
      let at = position("scatterAdd", index, count) * width;
      for (let i = 0; i < width; i++, at++) out[at] = out[at]! + added[from++]!;
    }
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], [indices]) => [null, () => bind(takeRows, [cotangent, indices], undefined)[0]],
  batch: null,
};

/** x [...s, n], indices [...s, k] -> [...s, k]: each row by indices of its own. */
export const takeInRows: Primitive<Pair, [Tensor], undefined> = {
  name: "takeInRows",
  shape: ([x, indices]) => [{ shape: indices.shape, dtype: x.dtype }],
  kernel: ([x, indices], _, [spec]) => {
    const out = allocate(spec.dtype, sizeOf(spec.shape));
    const [from, size] = [x.dataSync(), x.shape.at(-1)!];
    forEachIndex("takeAlongAxis", indices, size, (place, i) => {
      out[i] = from[place]!;
    });
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], [x, indices]) => [
    () => bind(scatterAddInRows, [indices, cotangent], { size: x.shape.at(-1)! })[0],
    null,
  ],
  batch: (inputs, batched, _, size) => bind(takeInRows, expandPair(inputs, batched, size), undefined),
};

/** indices [...s, k], values [...s, k] -> [...s, size]: zeros, to which each value is added in its row. */
export const scatterAddInRows: Primitive<Pair, [Tensor], { size: number }> = {
  name: "scatterAddInRows",
  shape: ([indices, values], { size }) => [{ shape: [...indices.shape.slice(0, -1), size], dtype: values.dtype }],
  kernel: ([indices, values], { size }, [spec]) => {
    const out: Numbers = allocate(spec.dtype, sizeOf(spec.shape));
    const added = values.dataSync();
    forEachIndex("scatterAddAlongAxis", indices, size, (place, i) => {
      out[place] = out[place]! + added[i]!;
    });
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], [indices]) => [null, () => bind(takeInRows, [cotangent, indices], undefined)[0]],
  batch: (inputs, batched, attributes, size) => bind(scatterAddInRows, expandPair(inputs, batched, size), attributes),
};

const expandPair = (inputs: Pair, batched: readonly boolean[], size: number): Pair =>
  expandBatch(inputs, batched, size) as [Tensor, Tensor]; // two go in, two come out

/** Where each index points in contiguous rows of `size` elements. */
function forEachIndex(name: string, indices: Tensor, size: number, visit: (place: number, i: number) => void): void {
  const values = indices.dataSync();
  const wide = indices.shape.at(-1)!;
  for (let i = 0; i < values.length; i++) visit(Math.floor(i / wide) * size + position(name, values[i]!, size), i);
}

function position(name: string, index: number, size: number): number {
  const at = index < 0 ? index + size : index;
  if (at < 0 || at >= size) {
    const held = size === 0 ? "an empty axis has no indices" : `indices go from ${-size} to ${size - 1}`;
    throw new RangeError(`${name}: ${held}, got ${index}; check the labels or the size?`);
  }
  return at;
}
