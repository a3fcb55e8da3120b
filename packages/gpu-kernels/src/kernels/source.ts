import { contiguousStrides, type Shape } from "@adjoint/tensor";
import type { Slot } from "../backends/backend.ts";
import { type Four, fourOf, type KernelWriter } from "./kernel-writer.ts";
import { type Axis, mergedAxes } from "./merged-axes.ts";
import { placeText } from "./place-text.ts";

/**
 * What gives the elements of a value, one at a time: an array, or a computation from other sources. It follows some
 * indices through the shape of the value, each linear in the places on its axes: where it reads arrays, and where it is.
 * Everything that a kernel can compute is a source, and so fits into every other one.
 */
export interface Source {
  readonly shape: Shape;
  /** For each index how far it goes along the axes of the shape. */
  readonly strides: readonly Shape[];
  /** The arrays that it reads. */
  readonly arrays: ReadonlySet<Slot>;
  /** The element, from the texts of its indices. */
  at(writer: KernelWriter, indices: readonly string[]): string;
  /** Four neighbours at once, for a dialect that can; undefined: they cost as much as four times one. */
  readonly four?: (writer: KernelWriter, lanes: readonly Lanes[]) => Four;
}

/** An index for four neighbours: the text of the first one, and how far it is from one to the next. */
export interface Lanes {
  readonly place: string;
  readonly step: number;
  /** Is the first one a multiple of 4? */
  readonly isAligned: boolean;
}

/** An array of a device, seen by strides. */
export function arraySource(array: Slot, shape: Shape, strides: Shape, offset: number): Source {
  return {
    shape,
    strides: [strides],
    arrays: new Set([array]),
    at: (writer, [index]) => writer.load(array, shifted(index!, offset)),
    four: (writer, [lanes]) => {
      const { place, step, isAligned } = lanes!;
      if (step === 1 && isAligned && offset % 4 === 0) return writer.loadFour(array, shifted(place, offset));
      const at = (lane: number): string => writer.load(array, shifted(place, offset + lane * step));
      if (step !== 0) return fourOf(at);
      const same = at(0);
      return fourOf(() => same);
    },
  };
}

const shifted = (index: string, offset: number): string => {
  if (offset === 0) return index;
  if (index === "0") return String(offset);
  return offset < 0 ? `${index} - ${-offset}` : `${index} + ${offset}`;
};

/** The same number everywhere, by its text. */
export const uniformSource = (text: string, shape: Shape): Source => ({
  shape,
  strides: [],
  arrays: new Set(),
  at: () => text,
  four: () => fourOf(() => text),
});

/** The same elements with their axes in another order. */
export const permuted = (source: Source, order: readonly number[]): Source => ({
  ...source,
  shape: order.map((axis) => source.shape[axis]!),
  strides: source.strides.map((strides) => order.map((axis) => strides[axis]!)),
});

/** Strides of an index that says where on one axis a place is. */
export const alongAxis = (shape: Shape, axis: number): Shape => shape.map((_, i) => (i === axis ? 1 : 0));

/** All arrays of some sources. */
export const arraysOf = (sources: readonly Source[]): Set<Slot> =>
  new Set(sources.flatMap(({ arrays }) => [...arrays]));

/** The indices of several sources, of which each gets its own. */
export function divide<I>(sources: readonly Source[], indices: readonly I[]): (readonly I[])[] {
  let from = 0;
  return sources.map(({ strides }) => indices.slice(from, (from += strides.length)));
}

/** The axes that a walk over a source needs. */
export const axesOf = ({ shape, strides }: Source): Axis[] => mergedAxes(shape, [...strides, contiguousStrides(shape)]);

/** Texts of the indices of a source, from those at which a walk begins and the places on its axes. */
export const indicesAt = (
  count: number,
  axes: readonly Axis[],
  places: readonly string[],
  starts?: readonly string[],
): string[] =>
  Array.from({ length: count }, (_, k) =>
    placeText(
      starts?.[k] ?? "0",
      axes.map(({ steps }, i) => ({ place: places[i]!, step: steps[k]! })),
    ),
  );
