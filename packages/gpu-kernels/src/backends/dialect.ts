import type { NativeFunction } from "../gpu-js/gpu-js.ts";

/** Calls along x, y and z, and the texts of a call's place on each axis of a walk. */
export interface Threads {
  readonly output: readonly number[];
  readonly places: readonly string[];
  /** The number of the call, where there is one for all places. */
  readonly whole?: string;
}

/** How the language of gpu.js is written so that a backend computes with whole numbers exactly. */
export interface Dialect {
  /** The whole part of `text`, a whole number >= 0 and less than `limit` where that is known, divided by `divisor`. */
  quotient(text: string, divisor: number, limit?: number): string;
  /** An element of an array. */
  element(array: string, place: string): string;
  /** Four elements of an array at once, as an Array(4), from a place that is a multiple of 4; undefined: not in one go. */
  readonly four?: (array: string, place: string) => string;
  /** A number as a whole number, for the place of an element. */
  integer(text: string): string;
  /** The counter of a loop as a whole number. */
  counter(name: string): string;
  /** One call for each place of a walk, lengths outermost first; `keep` keeps a whole number. */
  threads(lengths: readonly number[], keep: (text: string) => string): Threads;
  /** Whole numbers that it can keep, by `keep0(n)`, and give back, by `kept0()`, without making them float32. */
  readonly keeps: number;
  /** Has it the native functions `scaled(y, n)`, y 2^n, and `exponent(x)`, which take numbers apart by their bits? */
  readonly hasBits: boolean;
  readonly nativeFunctions: readonly NativeFunction[];
}

// float32 quotients of whole numbers up to here are right once they are cut, even with an error of 2.5 ulp
const LARGEST_DIVIDED = 2 ** 21;
// of WebGPU: 65535 workgroups of 8, of 8 and of 1 along x, y and z
const LARGEST_SIDES = [2 ** 19 - 8, 2 ** 19 - 8, 2 ** 16 - 1];

const KEEPS = 24;

/** No whole numbers but those of places: they are divided as float32, and large walks use three axes of threads. */
export const floatDialect: Dialect = {
  quotient: (text, divisor) => `(Math.floor((${text} + 0.5) / ${divisor}) | 0)`,
  element: (array, place) => `${array}[${place}]`,
  integer: (text) => `(${text} | 0)`,
  counter: (name) => `(${name} | 0)`, // it is float32 on webasm
  threads(lengths) {
    const sides = joined(lengths);
    const output = sides.map(({ length }) => length).reverse();
    const places = sides.flatMap(({ lengths: own }, side) => placesOf(AXES[sides.length - 1 - side]!, own));
    return { output: output.length > 0 ? output : [1], places };
  },
  keeps: 0,
  hasBits: false,
  nativeFunctions: [],
};

/** The same where a call may return four numbers, and so reads what they share once. */
export const floatDialectByFour: Dialect = {
  ...floatDialect,
  four: (array, place) => `[${[0, 1, 2, 3].map((lane) => `${array}[${place} + ${lane}]`).join(", ")}]`,
};

/** Whole numbers of the device itself, so that one axis of threads serves every walk. */
export const integerDialect: Dialect = {
  // a device divides whole numbers slowly
  quotient: (text, divisor, limit = Infinity) => {
    if (Number.isInteger(Math.log2(divisor))) return `shifted(${text}, ${Math.log2(divisor)})`;
    return limit <= LARGEST_DIVIDED ? `part(${text}, ${1 / divisor})` : `quotient(${text}, ${divisor})`;
  },
  element: (array, place) => `${array}_at(${place})`,
  four: (array, place) => `${array}_four(${place})`,
  integer: (text) => `integer(${text})`,
  counter: (name) => name,
  threads: (lengths, keep) => {
    const total = lengths.reduce((product, length) => product * length, 1);
    let inner = total;
    let rest: string = AXES[0];
    const places = lengths.map((length) => {
      if (length === 1) return "0";
      const limit = inner;
      inner /= length;
      if (inner === 1) return rest;
      const place = keep(integerDialect.quotient(rest, inner, limit));
      rest = keep(`(${rest} - ${place} * ${inner})`);
      return place;
    });
    return { output: [total], places, whole: AXES[0] };
  },
  keeps: KEEPS,
  hasBits: true,
  nativeFunctions: [
    ...Array.from({ length: KEEPS }, (_, i) => i).flatMap(keeping),
    {
      name: "scaled",
      source: `float scaled(float y, float n) {
  int i = int(n);
  int h = i >> 1;
  return y * intBitsToFloat((h + 127) << 23) * intBitsToFloat((i - h + 127) << 23);
}`,
      returnType: "Number",
      argumentTypes: { y: "Number", n: "Number" },
    },
    {
      // the bits of the square root of 1/2 as the border: what is left is between it and its double
      name: "exponent",
      source: "float exponent(float x) { return float((floatBitsToInt(x) - 0x3f3504f3) >> 23); }",
      returnType: "Number",
      argumentTypes: { x: "Number" },
    },
    {
      name: "quotient",
      source: "int quotient(int a, int b) { return a / b; }",
      returnType: "Integer",
      argumentTypes: { a: "Integer", b: "Integer" },
    },
    {
      name: "shifted",
      source: "int shifted(int a, int n) { return a >> n; }",
      returnType: "Integer",
      argumentTypes: { a: "Integer", n: "Integer" },
    },
    {
      // rounded twice, as much as floatDialect
      name: "part",
      source: "int part(int a, float inverse) { return int((float(a) + 0.5) * inverse); }",
      returnType: "Integer",
      argumentTypes: { a: "Integer", inverse: "Number" },
    },
    {
      name: "integer",
      source: "int integer(float a) { return int(a); }",
      returnType: "Integer",
      argumentTypes: { a: "Number" },
    },
  ],
};

/** A global of the kernel, since a variable of gpu.js holds float32. */
function keeping(i: number): NativeFunction[] {
  const keep: NativeFunction = {
    name: `keep${i}`,
    source: `int held${i}; int keep${i}(int n) { held${i} = n; return n; } int kept${i}() { return held${i}; }`,
    returnType: "Integer",
    argumentTypes: { n: "Integer" },
  };
  return [keep, { name: `kept${i}`, source: "", returnType: "Integer", argumentTypes: {} }];
}

const AXES = ["this.thread.x", "this.thread.y", "this.thread.z"] as const;

/** The places on several axes, of which a thread's one is counted row by row. */
function placesOf(thread: string, lengths: readonly number[]): string[] {
  let outer = lengths.reduce((product, length) => product * length, 1);
  return lengths.map((length, i) => {
    if (length === 1) return "0";
    const inner = outer / length;
    const rest = lengths.slice(0, i).every((n) => n === 1)
      ? thread
      : `(${thread} - ${floatDialect.quotient(thread, outer)} * ${outer})`;
    outer = inner;
    return inner === 1 ? rest : floatDialect.quotient(rest, inner);
  });
}

interface Side {
  readonly lengths: readonly number[];
  readonly length: number;
}

/** At most three groups of neighbouring axes, each short enough to be taken apart again. */
function joined(lengths: readonly number[]): Side[] {
  let sides: Side[] = lengths.map((length) => ({ lengths: [length], length }));
  for (;;) {
    const fits =
      sides.length <= 3 &&
      [...sides].reverse().every(({ length }, i) => sides.length < 2 || length <= LARGEST_SIDES[i]!);
    if (fits) return sides;
    const at = cheapestPair(sides);
    if (at === undefined)
      throw new RangeError(
        `gpu-kernels: a walk over [${lengths.join()}] has too many long axes for this backend; make the operands contiguous, or split them?`,
      );
    const [a, b] = [sides[at]!, sides[at + 1]!];
    const pair = { lengths: [...a.lengths, ...b.lengths], length: a.length * b.length };
    sides = [...sides.slice(0, at), pair, ...sides.slice(at + 2)];
  }
}

function cheapestPair(sides: readonly Side[]): number | undefined {
  let best: number | undefined;
  let least = LARGEST_DIVIDED;
  for (let i = 0; i + 1 < sides.length; i++) {
    const product = sides[i]!.length * sides[i + 1]!.length;
    if (product > least) continue;
    best = i;
    least = product;
  }
  return best;
}
