import { placeText, type Term } from "./place-text.ts";

/** Numbers in a vec4, and slices of the depth that are read together. */
export const LANES = 4;
const PARTS = ["x", "y", "z", "w"] as const;

/** An axis, and how far an array goes from one place on it to the next. */
export interface Stride {
  readonly length: number;
  readonly step: number;
}

/** A factor of a product as an invocation goes through it: a few lines, rows of a or columns of b, slice by slice along the depth. */
export interface FactorWalk {
  /** The name of the array. */
  readonly name: string;
  readonly offset: number;
  /** All lines, four or more, on one axis or several. */
  readonly lines: readonly Stride[];
  /** Slices of the innermost axis of the depth, and how far it is from one to the next. */
  readonly depth: number;
  readonly slice: number;
  /** The other axes of the depth. */
  readonly outer: readonly Term[];
  /** Lines of an invocation, and the text that counts invocations along them. */
  readonly count: number;
  readonly invocation: string;
  /** Which of many matrices it is. */
  readonly lead: readonly Term[];
}

/** How an invocation reads a factor. */
export interface FactorText {
  /** Of the elements of the array. */
  readonly type: "f32" | "vec4<f32>";
  /** Before the loop. */
  readonly begin: readonly string[];
  /** Statements that read a few slices, from four times `four` on. */
  read(four: string, slices: number): string[];
  /** A number of these. */
  number(line: number, slice: number): string;
  /** Those of four lines from one on, a multiple of 4. */
  vector(line: number, slice: number): string;
}

const isWhole = (...numbers: readonly number[]): boolean => numbers.every((n) => n % LANES === 0);
const upTo = (end: number, by = 1): number[] => Array.from({ length: Math.ceil(end / by) }, (_, i) => i * by);

/**
 * Reads four numbers at once where they stand side by side along the depth or across it, elsewhere one. Lines beyond the
 * last one hold any numbers: WebGPU lets no read leave its array, and what comes of them is not stored.
 */
export function factorText(walk: FactorWalk): FactorText {
  const { name, offset, lead, lines, outer, depth, slice, count, invocation } = walk;
  // undefined: each line begins where its places on several axes say
  const line = lines.length === 1 ? lines[0]!.step : undefined;
  const isAligned = isWhole(offset, ...[...lead, ...outer].map(({ step }) => step));
  const isAlong = isAligned && slice === 1 && line !== undefined && isWhole(depth, line);
  const isAcross = isAligned && !isAlong && line === 1 && isWhole(lines[0]!.length, slice);
  const unit = isAlong || isAcross ? LANES : 1;
  const place = (start: string, terms: readonly Term[]): string =>
    placeText(
      start,
      terms.map((term) => ({ ...term, step: term.step / unit })),
    );
  const begin = (terms: readonly Term[]): string => `let ${name}Start = ${place(String(offset / unit), terms)};`;
  const lineOf = (i: number): string => place("0", placesOf(`(${invocation} * ${count} + ${i})`, lines));
  const read = (i: number, l: number): string => {
    const at = line === undefined ? `${name}${i} + ${l * slice}` : String((i * line + l * slice) / unit);
    return `let ${name}${i}at${l} = ${name}[${name}At + ${at}];`;
  };
  const number = (i: number, l: number): string => {
    if (isAlong) return `${name}${i}at0.${PARTS[l]!}`;
    return isAcross ? `${name}${i - (i % LANES)}at${l}.${PARTS[i % LANES]!}` : `${name}${i}at${l}`;
  };
  return {
    type: unit === LANES ? "vec4<f32>" : "f32",
    begin:
      line === undefined
        ? [begin(lead), ...upTo(count).map((i) => `let ${name}${i} = ${lineOf(i)};`)]
        : [begin([...lead, { place: invocation, step: count * line }])],
    read: (four, slices) => [
      `let ${name}At = ${place(`${name}Start`, [...outer, { place: four, step: LANES * slice }])};`,
      ...upTo(slices, isAlong ? LANES : 1).flatMap((l) => upTo(count, isAcross ? LANES : 1).map((i) => read(i, l))),
    ],
    number,
    vector: (i, l) =>
      isAcross ? `${name}${i}at${l}` : `vec4<f32>(${[0, 1, 2, 3].map((lane) => number(i + lane, l)).join(", ")})`,
  };
}

/** The places on several axes of what is counted row by row. Beyond the last one the outermost place goes on. */
export function placesOf(counter: string, axes: readonly Stride[]): Term[] {
  let inner = axes.reduce((total, { length }) => total * length, 1);
  return axes.map(({ length, step }, axis) => {
    inner /= length;
    const place = inner === 1 ? counter : `${counter} / ${inner}`;
    return { place: `(${place}${axis === 0 ? "" : ` % ${length}`})`, step };
  });
}
