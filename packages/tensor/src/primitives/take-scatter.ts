import { allocate } from "../dtype.ts";
import { groupsOf } from "../internal/groups-of.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { expandBatch } from "./broadcast.ts";

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
    for (const place of placesOf("take", indices, x.shape[0]!)) {
      const start = place * strides[0]!;
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
    const { starts, members } = groupsOf(placesOf("scatterAdd", indices, count), count);
    const sums = new Float64Array(width); // a row is rounded once, however many are added to it
    for (let row = 0; row < count; row++) {
      const group = members.subarray(starts[row], starts[row + 1]);
      // one needs no sum, and copies fast
      if (group.length === 1) out.set(added.subarray(group[0]! * width, (group[0]! + 1) * width), row * width);
      if (group.length < 2) continue;
      sums.fill(0);
      for (const member of group)
        for (let i = 0, from = member * width; i < width; i++, from++) sums[i]! += added[from]!;
      out.set(sums, row * width);
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
    const [from, size, wide] = [x.dataSync(), x.shape.at(-1)!, indices.shape.at(-1)!];
    const places = placesOf("takeAlongAxis", indices, size);
    for (let i = 0, row = 0; i < places.length; row += size)
      for (let k = 0; k < wide; k++, i++) out[i] = from[row + places[i]!]!;
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
    const out = allocate(spec.dtype, sizeOf(spec.shape));
    const added = values.dataSync();
    const wide = indices.shape.at(-1)!;
    const places = placesOf("scatterAddAlongAxis", indices, size);
    const sums = new Float64Array(size); // rounded once, however many are added at a place
    for (let start = 0, row = 0; start < places.length; start += wide, row += size) {
      for (let i = start; i < start + wide; i++) sums[places[i]!]! += added[i]!;
      for (let i = start; i < start + wide; i++) out[row + places[i]!] = sums[places[i]!]!;
      for (let i = start; i < start + wide; i++) sums[places[i]!] = 0;
    }
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], [indices]) => [null, () => bind(takeInRows, [cotangent, indices], undefined)[0]],
  batch: (inputs, batched, attributes, size) => bind(scatterAddInRows, expandPair(inputs, batched, size), attributes),
};

const expandPair = (inputs: Pair, batched: readonly boolean[], size: number): Pair =>
  expandBatch(inputs, batched, size) as [Tensor, Tensor]; // two go in, two come out

/** Indices counted from the front; those below 0 count from the end of `size` entries. */
function placesOf(name: string, indices: Tensor, size: number): Int32Array {
  const places = new Int32Array(indices.size);
  indices.dataSync().forEach((index, i) => {
    const place = index < 0 ? index + size : index;
    if (place < 0 || place >= size) {
      const held = size === 0 ? "an empty axis has no indices" : `indices go from ${-size} to ${size - 1}`;
      throw new RangeError(`${name}: ${held}, got ${index}; check the labels or the size?`);
    }
    places[i] = place;
  });
  return places;
}
