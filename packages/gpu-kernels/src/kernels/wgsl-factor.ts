import type { Axis } from "./merged-axes.ts";
import { placeText, type Term } from "./place-text.ts";

/** Numbers in a vec4, and slices of the depth that are read together. */
export const LANES = 4;
const PARTS = ["x", "y", "z", "w"] as const;

/** A factor of a product as an invocation goes through it: a few lines, rows of a or columns of b, slice by slice along the depth. */
export interface FactorWalk {
  /** The name of the array. */
  readonly name: string;
  readonly offset: number;
  /** All lines, on one axis or several. */
  readonly lines: readonly Axis[];
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
  const { name, offset, lines, depth, slice, outer, count, invocation, lead } = walk;
  const [only = { length: 1, steps: [1] }, ...others] = lines;
  const line = only.steps[0]!; // of the one array
  const isOnOneAxis = others.length === 0;
  const steps = [...lead, ...outer].map(({ step }) => step);
  const isAlong = isOnOneAxis && slice === 1 && isWhole(depth, line, offset, ...steps);
  const isAcross = !isAlong && isOnOneAxis && line === 1 && isWhole(only.length, slice, offset, ...steps);
  const unit = isAlong || isAcross ? LANES : 1;
  const inUnits = ({ place, step }: Term): Term => ({ place, step: step / unit });
  const first = [...lead, ...(isOnOneAxis ? [{ place: invocation, step: count * line }] : [])];
  const number = (i: number, l: number): string => {
    if (isAlong) return `${name}${i}at0.${PARTS[l]!}`;
    return isAcross ? `${name}${i - (i % LANES)}at${l}.${PARTS[i % LANES]!}` : `${name}${i}at${l}`;
  };
  const place = (i: number, l: number): string =>
    isOnOneAxis ? `${name}At + ${(i * line + l * slice) / unit}` : `${name}At + ${name}${i} + ${l * slice}`;
  return {
    type: unit === LANES ? "vec4<f32>" : "f32",
    begin: [
      `let ${name}Start = ${placeText(String(offset / unit), first.map(inUnits))};`,
      ...(isOnOneAxis
        ? []
        : upTo(count).map((i) => `let ${name}${i} = ${startOf(`(${invocation} * ${count} + ${i})`, lines)};`)),
    ],
    read: (four, slices) => [
      `let ${name}At = ${placeText(`${name}Start`, [...outer, { place: four, step: LANES * slice }].map(inUnits))};`,
      ...upTo(slices, isAlong ? LANES : 1).flatMap((l) =>
        upTo(count, isAcross ? LANES : 1).map((i) => `let ${name}${i}at${l} = ${name}[${place(i, l)}];`),
      ),
    ],
    number,
    vector: (i, l) =>
      isAcross ? `${name}${i}at${l}` : `vec4<f32>(${[0, 1, 2, 3].map((lane) => number(i + lane, l)).join(", ")})`,
  };
}

/** Where a line on several axes begins. */
function startOf(line: string, axes: readonly Axis[]): string {
  const terms = axes.map(({ length, steps }, i): Term => {
    const place = `${line} / ${axes.slice(i + 1).reduce((total, axis) => total * axis.length, 1)}`;
    // beyond the last line the outermost place goes on
    return { place: i === 0 ? `(${place})` : `(${place} % ${length})`, step: steps[0]! };
  });
  return placeText("0", terms);
}
