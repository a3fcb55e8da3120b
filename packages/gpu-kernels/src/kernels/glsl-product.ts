import { sizeOf } from "@adjoint/tensor";
import type { KernelText } from "../backends/backend.ts";
import { placeText } from "./place-text.ts";
import type { Factor, Product } from "./product.ts";

/** Numbers in a texel. */
const TEXEL = 4;
const FEWEST_RESULTS = 256;
/** From so many products of two numbers on, a call computes several rows. */
const LARGE = 2 ** 18;
const LANES = [0, 1, 2, 3] as const;
const PARTS = ["x", "y", "z", "w"] as const;

const isWhole = (...numbers: readonly number[]): boolean => numbers.every((n) => n % TEXEL === 0);

/** Can a factor be read in texels along one of its sides, of so many elements? */
const hasTexels = ({ row, column, lead, offset }: Factor, side: "row" | "column", length: number): boolean =>
  side === "column"
    ? column === 1 && isWhole(length, row, offset, ...lead)
    : row === 1 && isWhole(length, column, offset, ...lead);

/** How a factor is read: texels that lie along the depth, texels across it, or numbers. */
type Reading = "along" | "across" | "numbers";

/**
 * A product in GLSL, where four numbers are a texel: a call computes four neighbours in each of some rows, at most
 * `mostRows`, from texels of both factors. undefined: its factors do not lie so.
 */
export function glslProduct(product: Product, mostRows: number): KernelText | undefined {
  const { lead, rows, depth, columns, a, b } = product;
  if (!isWhole(columns) || sizeOf(lead) * rows * columns < FEWEST_RESULTS) return undefined;
  const readingOfB = hasTexels(b, "column", columns) ? "across" : hasTexels(b, "row", depth) ? "along" : undefined;
  if (!readingOfB) return undefined;
  const block = sizeOf(lead) * rows * columns * depth < LARGE ? 1 : rowsOfCall(rows, mostRows);
  const readingOfA = hasTexels(a, "column", depth)
    ? "along"
    : block % TEXEL === 0 && rows % block === 0 && hasTexels(a, "row", rows)
      ? "across"
      : "numbers";
  const across = columns / TEXEL;
  const down = Math.ceil(rows / block);
  return {
    text: "",
    output: [],
    glsl: {
      code: mainText(product, { readingOfA, readingOfB, block, across, down }),
      parts: block,
      texels: sizeOf(lead) * down * across,
      part: `place / ${across} % ${rows} % ${block}`,
      place: `(place / ${across * rows} * ${down} + place / ${across} % ${rows} / ${block}) * ${across} + place % ${across}`,
    },
  };
}

const rowsOfCall = (rows: number, most: number): number =>
  [most, TEXEL].find((count) => rows % count === 0) ?? Math.min(rows, most);

interface Walk {
  readonly readingOfA: Reading;
  readonly readingOfB: Reading;
  /** Rows of a call. */
  readonly block: number;
  /** Calls along a row, and along a column. */
  readonly across: number;
  readonly down: number;
}

function mainText({ lead, rows, depth, a, b }: Product, walk: Walk): string {
  const { readingOfA, readingOfB, block, across, down } = walk;
  const isByFour = readingOfA === "along" || readingOfB === "along" || isWhole(depth);
  const unitOfA = readingOfA === "numbers" ? 1 : TEXEL;
  let inner = across * down;
  const places = [...lead].reverse().map((length) => {
    const place = `place / ${inner} % ${length}`;
    inner *= length;
    return place;
  });
  places.reverse();
  const startOf = ({ lead: strides, offset }: Factor, unit: number): string =>
    placeText(
      String(offset / unit),
      strides.map((along, axis) => ({ place: `(${places[axis]!})`, step: along / unit })),
    );
  const blockRows = Array.from({ length: block }, (_, m) => m);
  const depths = isByFour ? LANES : [0];
  const at = (k: number): string => (isByFour ? (k === 0 ? "k * 4" : `(k * 4 + ${k})`) : "k");
  return `
  int column = place % ${across};
  int row = place / ${across} % ${down} * ${block};
  int startA = ${startOf(a, unitOfA)};
  int startB = ${startOf(b, TEXEL)};
${blockRows.map((m) => `  int a${m} = startA + ${rowOfA(m)};\n  vec4 sum${m} = vec4(0.0);`).join("\n")}
  startB = startB + ${readingOfB === "across" ? "column" : term("column * 4", b.column, TEXEL)};
  for (int k = 0; k < ${isByFour ? depth / TEXEL : depth}; ++k) {
${[...readA(), ...readB(), ...blockRows.flatMap(add)].map((line) => `    ${line}`).join("\n")}
  }
${blockRows.map((m) => `  part${m} = sum${m};`).join("\n")}
`;

  function rowOfA(m: number): string {
    if (readingOfA === "across") return `row / 4 + ${Math.floor(m / TEXEL)}`; // a texel has four of them
    const row = m === 0 ? "row" : `(row + ${m})`;
    // rows beyond the last are computed for nothing
    return term(rows % block === 0 ? row : `min(${row}, ${rows - 1})`, a.row, unitOfA);
  }

  function readA(): string[] {
    if (readingOfA === "along") return blockRows.map((m) => `vec4 x${m} = texel0(a${m} + k);`);
    if (readingOfA === "across")
      return blockRows
        .filter((m) => m % TEXEL === 0)
        .flatMap((m) => depths.map((l) => `vec4 x${m}${l} = texel0(a${m} + ${term(at(l), a.column, TEXEL)});`));
    return blockRows.flatMap((m) =>
      depths.map((l) => `float x${m}${l} = number0(a${m} + ${term(at(l), a.column, 1)});`),
    );
  }

  /** Element l of the depth in row m. */
  function left(m: number, l: number): string {
    if (readingOfA === "along") return `x${m}.${PARTS[l]!}`;
    return readingOfA === "across" ? `x${m - (m % TEXEL)}${l}.${PARTS[m % TEXEL]!}` : `x${m}${l}`;
  }

  function readB(): string[] {
    if (readingOfB === "along")
      return LANES.map((j) => `vec4 y${j} = texel1(startB + k${j === 0 ? "" : ` + ${(j * b.column) / TEXEL}`});`);
    return depths.map((l) => `vec4 y${l} = texel1(startB + ${term(at(l), b.row, TEXEL)});`);
  }

  function add(m: number): string[] {
    if (readingOfB === "across") return depths.map((l) => `sum${m} += ${left(m, l)} * y${l};`);
    return LANES.map(
      (j) => `sum${m}.${PARTS[j]} += ${LANES.map((l) => `${left(m, l)} * y${j}.${PARTS[l]}`).join(" + ")};`,
    );
  }
}

const term = (place: string, step: number, unit: number): string => placeText("0", [{ place, step: step / unit }]);
