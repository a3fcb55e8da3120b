import { type Shape, sizeOf } from "@adjoint/tensor";
import { isNaN } from "../math/special-numbers.ts";
import { type Four, fourOf, type KernelWriter } from "./kernel-writer.ts";
import { type Axis, mergedAxes } from "./merged-axes.ts";
import { inBrackets } from "./place-text.ts";
import { alongAxis, indicesAt, type Source } from "./source.ts";

/** How numbers become one: the text of what is reduced so far with one more number. */
export interface Fold {
  /** What there is before the first number; undefined: the first number itself. */
  readonly initial?: string;
  take(sofar: string, x: string): string;
}

const extreme = (relation: ">" | "<"): Fold => ({
  take: (sofar, x) => `${x} ${relation} ${sofar} || ${isNaN(x)} ? ${x} : ${sofar}`,
});

/** By the name of the primitive. */
export const folds: Readonly<Record<string, Fold>> = {
  sum: { initial: "0.0", take: (sofar, x) => `${sofar} + ${x}` },
  max: extreme(">"),
  min: extreme("<"),
  any: { initial: "0.0", take: (sofar, x) => `${x} === 0 ? ${sofar} : 1.0` },
  all: { initial: "1.0", take: (sofar, x) => `${x} === 0 ? 0.0 : ${sofar}` },
};

const without = (shape: Shape, axes: Shape): Shape => shape.filter((_, i) => !axes.includes(i));

/** Some axes of a source reduced to nothing. */
export function reductionSource(fold: Fold, source: Source, axes: Shape): Source {
  const only = (shape: Shape): Shape => axes.map((axis) => shape[axis]!);
  const kept = source.strides.map((strides) => without(strides, axes));
  const reduced = mergedAxes(only(source.shape), source.strides.map(only));
  const isAligned = kept.map(isWhole);
  return {
    shape: without(source.shape, axes),
    strides: kept,
    arrays: source.arrays,
    at: (writer, indices) => {
      const inFours = writer.dialect.four && source.four && fours(reduced);
      if (inFours) return foldedByFour(writer, indices, inFours);
      const element = (places: readonly string[]): string =>
        source.at(writer, indicesAt(indices.length, reduced, places, indices));
      const sofar = writer.variable(fold.initial ?? element(reduced.map(() => "0")));
      writer.loops(
        reduced.map(({ length }) => length),
        (places) => writer.set(sofar, fold.take(sofar, element(places))),
      );
      return sofar;
    },
    ...(source.four &&
      reduced.every(({ steps }) => isWhole(steps)) && {
        four: (writer, lanes) =>
          folded(writer, reduced, (places) => {
            const starts = lanes.map(({ place }) => place);
            const at = indicesAt(lanes.length, reduced, places, starts);
            return source.four!(
              writer,
              lanes.map((own, k) => ({ ...own, place: at[k]! })),
            );
          }),
      }),
  };

  /** Four reductions side by side. */
  function folded(writer: KernelWriter, over: readonly Axis[], elements: (places: readonly string[]) => Four): Four {
    const first = fold.initial === undefined ? elements(over.map(() => "0")) : fourOf(() => fold.initial!);
    const sofar = fourOf((lane) => writer.variable(first[lane]!));
    writer.loops(
      over.map(({ length }) => length),
      (places) => elements(places).forEach((x, lane) => writer.set(sofar[lane]!, fold.take(sofar[lane]!, x))),
    );
    return sofar;
  }

  /** One reduction whose elements are read by fours: every fourth of them, and these four. */
  function foldedByFour(writer: KernelWriter, starts: readonly string[], { outer, last, across }: Fours): string {
    const over = [...outer, across];
    const [first, ...others] = folded(writer, over, (places) => {
      const at = indicesAt(starts.length, over, places, starts);
      return source.four!(
        writer,
        at.map((place, k) => {
          const isInStep = isAligned[k]! && outer.every(({ steps }) => steps[k]! % 4 === 0);
          return { place, step: last.steps[k]!, isAligned: isInStep };
        }),
      );
    });
    return others.reduce((sofar, x) => writer.let(fold.take(sofar, x)), first);
  }
}

const isWhole = (steps: readonly number[]): boolean => steps.every((step) => step % 4 === 0);

/** Axes whose last one is gone over by fours. */
interface Fours {
  readonly outer: readonly Axis[];
  readonly last: Axis;
  readonly across: Axis;
}

/** undefined: no index goes along the last axis one by one. */
function fours(axes: readonly Axis[]): Fours | undefined {
  const last = axes.at(-1);
  if (!last || last.length % 4 !== 0 || !last.steps.includes(1)) return undefined;
  const across = { length: last.length / 4, steps: last.steps.map((step) => step * 4) };
  return { outer: axes.slice(0, -1), last, across };
}

const LONG = 1024;
const MANY_RESULTS = 4096;

/** The numbers of a reduction's first long axis that go into one of its parts; undefined: it stays whole. */
export function partsOf(source: Source, axes: Shape, results: number): number | undefined {
  const count = sizeOf(axes.map((axis) => source.shape[axis]!));
  const merged = mergedAxes(
    axes.map((axis) => source.shape[axis]!),
    source.strides.map((strides) => axes.map((axis) => strides[axis]!)),
  );
  if (count < LONG || results > MANY_RESULTS || !merged[0]) return undefined;
  const inner = count / merged[0].length;
  return Math.max(1, Math.min(merged[0].length, Math.ceil(Math.sqrt(count) / inner)));
}

/** Parts of a reduction, along a new last axis: each of `size` numbers of the first long axis. */
export function partialReductionSource(fold: Fold, source: Source, axes: Shape, size: number): Source {
  const only = (shape: Shape): Shape => axes.map((axis) => shape[axis]!);
  const [first, ...rest] = mergedAxes(only(source.shape), source.strides.map(only)) as [Axis, ...Axis[]]; // it is long
  const parts = Math.ceil(first.length / size);
  const kept = without(source.shape, axes);
  const isEven = parts * size === first.length;
  return {
    shape: [...kept, parts],
    strides: [
      alongAxis([...kept, parts], kept.length),
      ...source.strides.map((strides) => [...without(strides, axes), 0]),
    ],
    arrays: source.arrays,
    at: (writer, [part, ...indices]) => {
      const places = (inner: readonly string[]): readonly string[] => {
        const start = size === 1 ? inBrackets(part!) : `${inBrackets(part!)} * ${size}`;
        return [inner[0] === "0" ? start : `(${start} + ${inner[0]})`, ...inner.slice(1)];
      };
      const element = (inner: readonly string[]): string =>
        source.at(writer, indicesAt(indices.length, [first, ...rest], places(inner), indices));
      const lengths = [size, ...rest.map(({ length }) => length)];
      const sofar = writer.variable(fold.initial ?? element(lengths.map(() => "0")));
      const whole = Math.floor(first.length / size);
      // in small numbers: float32 rounds those beyond 2^24
      const isThere = (inner: string): string => `(${part} < ${whole} || ${inner} < ${first.length - whole * size})`;
      writer.loops(lengths, (inner) =>
        writer.if(isEven ? [] : [isThere(inner[0]!)], () => writer.set(sofar, fold.take(sofar, element(inner)))),
      );
      return sofar;
    },
  };
}

/** The position of the best number on an axis: the first of several, the first NaN if there is one. */
export function positionSource(relation: ">" | "<", source: Source, axis: number): Source {
  const length = source.shape[axis]!;
  const steps = source.strides.map((strides) => strides[axis]!);
  const along = [{ length, steps }];
  return {
    shape: without(source.shape, [axis]),
    strides: source.strides.map((strides) => without(strides, [axis])),
    arrays: source.arrays,
    at: (writer, indices) => {
      const element = (place: string): string => source.at(writer, indicesAt(indices.length, along, [place], indices));
      const best = writer.variable(element("0"));
      const position = writer.variable("0.0");
      writer.loop(length, (place) => {
        const x = element(place);
        const isBetter = writer.let(
          `${best} >= 0 || ${best} < 0 ? (${x} ${relation} ${best} || ${isNaN(x)} ? 1.0 : 0.0) : 0.0`,
        );
        choose(writer, isBetter, best, x);
        choose(writer, isBetter, position, writer.let(place)); // a name makes it a float32 number
      });
      return position;
    },
  };
}

const choose = (writer: KernelWriter, flag: string, name: string, text: string): void =>
  writer.set(name, `${flag} > 0 ? ${text} : ${name}`);

/** The running sum along an axis. */
export function runningSumSource(source: Source, axis: number): Source {
  const { shape } = source;
  const length = shape[axis]!;
  const along = [{ length, steps: source.strides.map((strides) => strides[axis]!) }];
  return {
    shape,
    strides: [
      alongAxis(shape, axis),
      ...source.strides.map((strides) => strides.map((step, i) => (i === axis ? 0 : step))),
    ],
    arrays: source.arrays,
    at: (writer, [end, ...indices]) => {
      const sum = writer.variable("0.0");
      writer.loop(length, (place) =>
        writer.if([`${place} <= ${end}`], () => {
          const x = source.at(writer, indicesAt(indices.length, along, [place], indices));
          writer.set(sum, `${sum} + ${x}`);
        }),
      );
      return sum;
    },
  };
}
