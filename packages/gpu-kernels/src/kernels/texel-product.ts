import type { KernelText } from "../backends/backend.ts";
import { integerDialect } from "../backends/dialect.ts";
import { placeText } from "./place-text.ts";
import type { Factor, Product } from "./product.ts";

/** Numbers in a texel. */
const TEXEL = 4;
const FEWEST_RESULTS = 256;

const isWhole = (...numbers: readonly number[]): boolean => numbers.every((n) => n % TEXEL === 0);

/** Can a factor be read in texels along one of its sides, of so many elements? */
const hasTexels = ({ row, column, lead, offset }: Factor, side: "row" | "column", length: number): boolean =>
  side === "column"
    ? column === 1 && isWhole(length, row, offset, ...lead)
    : row === 1 && isWhole(length, column, offset, ...lead);

/**
 * A product where four numbers are a texel: each call computes four neighbours in a row from texels of both factors, as
 * far as these lie so. undefined: they do not.
 */
export function texelProduct(product: Product): KernelText | undefined {
  const { lead, rows, depth, columns, a, b } = product;
  if (!isWhole(columns) || rows * columns < FEWEST_RESULTS) return undefined;
  const isAcross = hasTexels(b, "column", columns);
  const isDown = !isAcross && hasTexels(b, "row", depth);
  if (!isAcross && !isDown) return undefined;
  const byTexels = hasTexels(a, "column", depth);
  const { output, places } = integerDialect.threads([...lead, rows, columns / TEXEL]);
  const [row, column] = places.slice(-2) as [string, string]; // of the result
  const startOf = ({ lead: strides, offset }: Factor, unit: number, place: string, step: number): string =>
    placeText(String(offset / unit), [
      ...strides.map((along, axis) => ({ place: places[axis]!, step: along / unit })),
      { place, step },
    ]);
  const unitOfA = byTexels ? TEXEL : 1;
  const steps = byTexels || isDown ? depth / TEXEL : depth;
  const lines = [
    `const startA = keep0(${startOf(a, unitOfA, row, a.row / unitOfA)});`,
    `const startB = keep1(${startOf(b, TEXEL, column, isAcross ? 1 : b.column)});`,
    "let s0 = 0.0; let s1 = 0.0; let s2 = 0.0; let s3 = 0.0;",
    `for (let k = 0; k < ${steps}; k++) {`,
    ...(isAcross ? across() : down()),
    "}",
    "return [s0, s1, s2, s3];",
  ];
  return {
    text: `function(a0, a1) {\n${lines.join("\n")}\n}`,
    output,
    width: TEXEL,
    reads: [byTexels ? "texels" : "numbers", "texels"],
  };

  /** Texels of b hold four columns. */
  function across(): string[] {
    const texel = (k: string): string => placeText("kept1()", [{ place: k, step: b.row / TEXEL }]);
    const add = (x: string, y: string): string[] => [0, 1, 2, 3].map((j) => `s${j} = s${j} + ${x} * ${y}[${j}];`);
    if (!byTexels) return [`const x = a0_at(${numberOfA("k")});`, `const y = a1_at(${texel("k")});`, ...add("x", "y")];
    return [
      `const x = a0_at(${texelOfA()});`,
      ...[0, 1, 2, 3].flatMap((l) => [
        `const y${l} = a1_at(${texel(`(k * ${TEXEL} + ${l})`)});`,
        ...add(`x[${l}]`, `y${l}`),
      ]),
    ];
  }

  /** Texels of b hold four of the depth. */
  function down(): string[] {
    const texel = (j: number): string => placeText(`kept1() + ${(j * b.column) / TEXEL}`, [{ place: "k", step: 1 }]);
    const lanes = [0, 1, 2, 3];
    const xs = byTexels
      ? [`const x = a0_at(${texelOfA()});`]
      : lanes.map((l) => `const x${l} = a0_at(${numberOfA(`(k * ${TEXEL} + ${l})`)});`);
    const x = (l: number): string => (byTexels ? `x[${l}]` : `x${l}`);
    return [
      ...xs,
      ...lanes.flatMap((j) => [
        `const y${j} = a1_at(${texel(j)});`,
        `s${j} = s${j} + ${lanes.map((l) => `${x(l)} * y${j}[${l}]`).join(" + ")};`,
      ]),
    ];
  }

  function texelOfA(): string {
    return "kept0() + k";
  }

  function numberOfA(k: string): string {
    return placeText("kept0()", [{ place: k, step: a.column }]);
  }
}
