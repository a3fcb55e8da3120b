import { isNaN } from "../math/special-numbers.ts";
import type { KernelWriter } from "./kernel-writer.ts";
import { inBrackets } from "./place-text.ts";
import { alongAxis, arraysOf, divide, indicesAt, type Source } from "./source.ts";

/** Counted from the front. An index out of range gives NaN: a device cannot throw. */
function placeOf(
  writer: KernelWriter,
  index: string,
  length: number,
): { readonly place: string; readonly isThere: string } {
  const counted = writer.let(`${index} < 0 ? ${index} + ${length} : ${index}`);
  const isThere = writer.let(`${counted} >= 0 && ${counted} < ${length} ? 1.0 : 0.0`);
  return { place: writer.dialect.integer(writer.let(`${isThere} > 0 ? ${counted} : 0.0`)), isThere };
}

function taken(writer: KernelWriter, index: string, length: number, element: (place: string) => string): string {
  const { place, isThere } = placeOf(writer, index, length);
  const x = element(place);
  const zero = writer.let(`${isThere} * 0`);
  return `${isThere} > 0 ? ${x} : ${zero} / ${zero}`;
}

/** x [n, ...r], indices [k] -> [k, ...r]. */
export function takeRowsSource(x: Source, indices: Source): Source {
  const rows = [{ length: x.shape[0]!, steps: x.strides.map((strides) => strides[0]!) }];
  return {
    shape: [indices.shape[0]!, ...x.shape.slice(1)],
    strides: [
      ...indices.strides.map(([step]) => [step!, ...x.shape.slice(1).map(() => 0)]),
      ...x.strides.map((strides) => [0, ...strides.slice(1)]),
    ],
    arrays: arraysOf([indices, x]),
    at: (writer, all) => {
      const [forIndices, forX] = divide([indices, x], all) as [readonly string[], readonly string[]]; // two sources
      const index = writer.let(indices.at(writer, forIndices));
      return taken(writer, index, x.shape[0]!, (place) => x.at(writer, indicesAt(forX.length, rows, [place], forX)));
    },
  };
}

/** x [...s, n], indices [...s, k] -> [...s, k]. */
export function takeInRowsSource(x: Source, indices: Source): Source {
  const last = x.shape.length - 1;
  const inRow = [{ length: x.shape[last]!, steps: x.strides.map((strides) => strides[last]!) }];
  return {
    shape: indices.shape,
    strides: [...indices.strides, ...x.strides.map((strides) => [...strides.slice(0, -1), 0])],
    arrays: arraysOf([indices, x]),
    at: (writer, all) => {
      const [forIndices, forX] = divide([indices, x], all) as [readonly string[], readonly string[]]; // two sources
      const index = writer.let(indices.at(writer, forIndices));
      return taken(writer, index, x.shape[last]!, (place) =>
        x.at(writer, indicesAt(forX.length, inRow, [place], forX)),
      );
    },
  };
}

/** Adds up the values whose index is a place: NaN where an index is out of range, so that no error is lost. */
function gathered(
  writer: KernelWriter,
  count: number,
  size: number,
  place: string,
  indexAt: (k: string) => string,
  valueAt: (k: string) => string,
): string {
  const sum = writer.variable("0.0");
  writer.loop(count, (k) => {
    const index = writer.let(indexAt(k));
    const counted = writer.let(`${index} < 0 ? ${index} + ${size} : ${index}`);
    writer.if([`${counted} === ${place}`], () => writer.set(sum, `${sum} + ${valueAt(k)}`));
    const isLost = `${counted} < 0 || ${counted} >= ${size} || ${isNaN(counted)}`;
    writer.set(sum, `${isLost} ? (${counted} * 0) / (${counted} * 0) : ${sum}`);
  });
  return sum;
}

/** indices [k], values [k, ...r] -> [count, ...r]. */
export function scatterRowsSource(indices: Source, values: Source, count: number): Source {
  const shape = [count, ...values.shape.slice(1)];
  const length = indices.shape[0]!;
  const walk = (source: Source) => [{ length, steps: source.strides.map((strides) => strides[0]!) }];
  return {
    shape,
    strides: [
      alongAxis(shape, 0),
      ...indices.strides.map(() => shape.map(() => 0)),
      ...values.strides.map((strides) => [0, ...strides.slice(1)]),
    ],
    arrays: arraysOf([indices, values]),
    at: (writer, [place, ...all]) => {
      const [forIndices, forValues] = divide([indices, values], all) as [readonly string[], readonly string[]]; // two
      const at = (source: Source, own: readonly string[]) => (k: string) =>
        source.at(writer, indicesAt(own.length, walk(source), [k], own));
      return gathered(writer, length, count, place!, at(indices, forIndices), at(values, forValues));
    },
  };
}

/** indices [...s, k], values [...s, k] -> [...s, size]. */
export function scatterInRowsSource(indices: Source, values: Source, size: number): Source {
  const last = indices.shape.length - 1;
  const shape = [...indices.shape.slice(0, -1), size];
  const length = indices.shape[last]!;
  const walk = (source: Source) => [{ length, steps: source.strides.map((strides) => strides[last]!) }];
  const inRow = (source: Source) => source.strides.map((strides) => [...strides.slice(0, -1), 0]);
  return {
    shape,
    strides: [alongAxis(shape, last), ...inRow(indices), ...inRow(values)],
    arrays: arraysOf([indices, values]),
    at: (writer, [place, ...all]) => {
      const [forIndices, forValues] = divide([indices, values], all) as [readonly string[], readonly string[]]; // two
      const at = (source: Source, own: readonly string[]) => (k: string) =>
        source.at(writer, indicesAt(own.length, walk(source), [k], own));
      return gathered(writer, length, size, place!, at(indices, forIndices), at(values, forValues));
    },
  };
}

/** A window on one of the last axes: of `window` elements, at `size` places, the first `before` elements in front. */
export interface WindowAxis {
  readonly size: number;
  readonly window: number;
  readonly stride: number;
  readonly before: number;
}

/** Where in the spatial axes, counted row by row, the first maximum of each window is. */
export function windowPositionSource(x: Source, windows: readonly WindowAxis[]): Source {
  const lead = x.shape.length - windows.length;
  const shape = [...x.shape.slice(0, lead), ...windows.map(({ size }) => size)];
  const spatial = x.shape.slice(lead);
  const axes = spatial.map((length, i) => ({ length, steps: x.strides.map((strides) => strides[lead + i]!) }));
  const rowMajor = spatial.map((_, i) => spatial.slice(i + 1).reduce((product, n) => product * n, 1));
  return {
    shape,
    strides: [
      ...windows.map((_, i) => alongAxis(shape, lead + i)),
      ...x.strides.map((strides) => [...strides.slice(0, lead), ...windows.map(() => 0)]),
    ],
    arrays: x.arrays,
    at: (writer, all) => {
      const [outputs, indices] = [all.slice(0, windows.length), all.slice(windows.length)];
      const best = writer.variable("0.0");
      const position = writer.variable("-1.0");
      writer.loops(
        windows.map(({ window }) => window),
        (taps) => {
          const places = windows.map(
            ({ stride, before }, i) => `(${inBrackets(outputs[i]!)} * ${stride} + ${taps[i]} - ${before})`,
          );
          writer.if(
            places.flatMap((place, i) => [`${place} >= 0`, `${place} < ${spatial[i]}`]),
            () => {
              const element = writer.let(x.at(writer, indicesAt(indices.length, axes, places, indices)));
              const isBetter = writer.let(
                `${position} < 0 || ${element} > ${best} || (${isNaN(element)} && !(${isNaN(best)})) ? 1.0 : 0.0`,
              );
              const here = writer.let(places.map((place, i) => `${place} * ${rowMajor[i]}`).join(" + "));
              writer.set(best, `${isBetter} > 0 ? ${element} : ${best}`);
              writer.set(position, `${isBetter} > 0 ? ${here} : ${position}`);
            },
          );
        },
      );
      return position;
    },
  };
}

/**
 * indices [...s, k], values [...s, k] -> [...s, size], for indices that `windowPositionSource` gave: k counts windows and
 * size elements of the spatial axes, both row by row. An element asks the few windows that it is in.
 */
export function scatterFromWindowsSource(
  indices: Source,
  values: Source,
  windows: readonly WindowAxis[],
  spatial: readonly number[],
): Source {
  const last = indices.shape.length - 1;
  const size = spatial.reduce((product, n) => product * n, 1);
  const shape = [...indices.shape.slice(0, -1), size];
  const walk = (source: Source) => [
    { length: indices.shape[last]!, steps: source.strides.map((strides) => strides[last]!) },
  ];
  const inRow = (source: Source) => source.strides.map((strides) => [...strides.slice(0, -1), 0]);
  return {
    shape,
    strides: [alongAxis(shape, last), ...inRow(indices), ...inRow(values)],
    arrays: arraysOf([indices, values]),
    at: (writer, [element, ...all]) => {
      const [forIndices, forValues] = divide([indices, values], all) as [readonly string[], readonly string[]]; // two
      const at = (source: Source, own: readonly string[], k: string): string =>
        source.at(writer, indicesAt(own.length, walk(source), [k], own));
      const sum = writer.variable("0.0");
      const latest = newestWindows(writer, inBrackets(element!), windows, spatial);
      // of windows that overlap, as many hold an element
      const overlaps = windows.map(({ window, stride }) => Math.ceil(window / stride));
      writer.loops(overlaps, (before) => {
        const places = latest.map((window, i) => (before[i] === "0" ? window : `(${window} - ${before[i]})`));
        const k = places.reduce((text, place, i) => (text ? `(${text}) * ${windows[i]!.size} + ${place}` : place), "");
        writer.if(
          places.flatMap((place, i) => [`${place} >= 0`, `${place} < ${windows[i]!.size}`]),
          () => {
            const index = writer.let(at(indices, forIndices, k));
            writer.if([`${index} === ${element}`], () => writer.set(sum, `${sum} + ${at(values, forValues, k)}`));
          },
        );
      });
      return sum;
    },
  };
}

/** On each axis the last window that begins at or before an element. */
function newestWindows(
  writer: KernelWriter,
  element: string,
  windows: readonly WindowAxis[],
  spatial: readonly number[],
): string[] {
  const { quotient } = writer.dialect;
  let outer = spatial.reduce((product, n) => product * n, 1);
  return windows.map(({ stride, before }, i) => {
    const inner = outer / spatial[i]!;
    const rest = i === 0 ? element : `(${element} - ${quotient(element, outer)} * ${outer})`;
    outer = inner;
    const place = inner === 1 ? rest : quotient(rest, inner);
    return stride === 1 ? `(${place} + ${before})` : quotient(`(${place} + ${before})`, stride);
  });
}
