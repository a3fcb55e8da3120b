import { placeText, type Term } from "./place-text.ts";

/** Numbers in a vec4, and slices of the depth that are read together. */
export const LANES = 4;
const PARTS = ["x", "y", "z", "w"] as const;

/** A factor of a product as an invocation goes through it: a few lines, rows of a or columns of b, slice by slice along the depth. */
export interface FactorWalk {
  /** The name of the array. */
  readonly name: string;
  readonly offset: number;
  /** How far it is from line to line, and from slice to slice. */
  readonly line: number;
  readonly slice: number;
  /** All lines and slices. */
  readonly lines: number;
  readonly depth: number;
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
  readonly begin: string;
  /** Statements that read a few slices, from four times `four` on. */
  read(four: string, slices: number): string[];
  /** A number of these. */
  number(line: number, slice: number): string;
  /** Those of four lines from one on, a multiple of 4. */
  vector(line: number, slice: number): string;
}

const isWhole = (...numbers: readonly number[]): boolean => numbers.every((n) => n % LANES === 0);
const upTo = (end: number, by: number): number[] => Array.from({ length: Math.ceil(end / by) }, (_, i) => i * by);

/**
 * Reads four numbers at once where they stand side by side along the depth or across it, elsewhere one. Lines beyond the
 * last one hold any numbers: WebGPU lets no read leave its array, and what comes of them is not stored.
 */
export function factorText(walk: FactorWalk): FactorText {
  const { name, offset, line, slice, lines, depth, count, invocation, lead } = walk;
  const steps = lead.map(({ step }) => step);
  const isAlong = slice === 1 && isWhole(depth, line, offset, ...steps);
  const isAcross = !isAlong && line === 1 && isWhole(lines, slice, offset, ...steps);
  const unit = isAlong || isAcross ? LANES : 1;
  const inUnits = ({ place, step }: Term): Term => ({ place, step: step / unit });
  const begin = [...lead, { place: invocation, step: count * line }].map(inUnits);
  const number = (i: number, l: number): string => {
    if (isAlong) return `${name}${i}at0.${PARTS[l]!}`;
    return isAcross ? `${name}${i - (i % LANES)}at${l}.${PARTS[i % LANES]!}` : `${name}${i}at${l}`;
  };
  return {
    type: unit === LANES ? "vec4<f32>" : "f32",
    begin: `let ${name}Start = ${placeText(String(offset / unit), begin)};`,
    read: (four, slices) => [
      `let ${name}At = ${placeText(`${name}Start`, [inUnits({ place: four, step: LANES * slice })])};`,
      ...upTo(slices, isAlong ? LANES : 1).flatMap((l) =>
        upTo(count, isAcross ? LANES : 1).map(
          (i) => `let ${name}${i}at${l} = ${name}[${name}At + ${(i * line + l * slice) / unit}];`,
        ),
      ),
    ],
    number,
    vector: (i, l) =>
      isAcross ? `${name}${i}at${l}` : `vec4<f32>(${[0, 1, 2, 3].map((lane) => number(i + lane, l)).join(", ")})`,
  };
}
