import { type Shape, sizeOf } from "@adjoint/tensor";
import type { KernelText } from "../backends/backend.ts";
import { type Axis, mergedAxes } from "./merged-axes.ts";
import type { Term } from "./place-text.ts";
import type { Contraction, Product, Side } from "./product.ts";
import { factorText, LANES, placesOf } from "./wgsl-factor.ts";

/** Rows and columns of results. */
type Block = readonly [height: number, width: number];

/** What an invocation computes: the more it is, the less is read, and the fewer invocations there are. */
const BLOCKS: readonly Block[] = [
  [8, 8],
  [4, 8],
  [8, 4],
  [4, 4],
];
/** Invocations that keep a device busy. */
const MANY = 512;
/** Of a block beyond the results, at most, in parts of these: it is computed for nothing. */
const MOST_WASTE = 0.25;
/** Invocations of a workgroup, and along each of its sides where a product is long enough. */
const GROUP = 64;
const SIDE = 8;
const MOST_GROUPS = 65_535;
/** Below this many results, and for thin factors, the general kernel is as good, and takes in what follows. */
const FEWEST_RESULTS = 1024;

/** `wgslContraction` of matrices. */
export const wgslProduct = ({ lead, rows, depth, columns, a, b }: Product): KernelText | undefined =>
  wgslContraction({
    lead,
    rows: [rows],
    depth: [depth],
    columns: [columns],
    a: { lead: a.lead, lines: [a.row], slices: [a.column], offset: a.offset },
    b: { lead: b.lead, lines: [b.column], slices: [b.row], offset: b.offset },
  });

/**
 * A product in WGSL: each invocation keeps a block of sums in registers, and reads its rows of a and columns of b from the
 * arrays. A workgroup is a square of neighbours, so that caches serve most of that; memory of the workgroup would cost
 * barriers. undefined: it is not worth it.
 */
export function wgslContraction(contraction: Contraction): KernelText | undefined {
  const products = sizeOf(contraction.lead);
  const size = { rows: sizeOf(contraction.rows), columns: sizeOf(contraction.columns) };
  const { rows, columns } = size;
  const least = Math.min(rows, sizeOf(contraction.depth), columns);
  if (products * rows * columns < FEWEST_RESULTS || least < LANES) return undefined;
  const block = blockOf(size, products);
  const [down, across] = invocationsOf(size, block);
  const height = Math.min(SIDE, powerFrom(down));
  const width = Math.min(GROUP / height, powerFrom(across));
  const groups = [Math.ceil(across / width), Math.ceil(down / height), products] as const;
  if (groups.some((count) => count > MOST_GROUPS)) return undefined;
  return { text: "", output: [], wgsl: { code: codeOf(contraction, size, block, [height, width]), groups } };
}

/** Of one matrix of results. */
interface Size {
  readonly rows: number;
  readonly columns: number;
}

const powerFrom = (count: number): number => 2 ** Math.ceil(Math.log2(count));

const invocationsOf = ({ rows, columns }: Size, [height, width]: Block): Block => [
  Math.ceil(rows / height),
  Math.ceil(columns / width),
];

/** The largest block of which there are enough, and little is wasted. */
function blockOf(size: Size, products: number): Block {
  const isGood = (block: Block): boolean => {
    const invocations = sizeOf(invocationsOf(size, block));
    const isSnug = invocations * sizeOf(block) <= size.rows * size.columns * (1 + MOST_WASTE);
    return isSnug && invocations * products >= MANY;
  };
  return BLOCKS.find(isGood) ?? BLOCKS.at(-1)!;
}

const upTo = (end: number): number[] => Array.from({ length: end }, (_, i) => i);

function codeOf(contraction: Contraction, size: Size, block: Block, group: Block): string {
  const { rows, columns } = size;
  const [height, width] = block;
  const [down, across] = invocationsOf(size, block);
  const axes = mergedAxes(contraction.depth, [contraction.a.slices, contraction.b.slices]);
  const [left, right] = factorsOf(contraction, block, axes);
  const sums = upTo(height).flatMap((i) => upTo(width / LANES).map((j) => ({ i, j, name: `sum${i}x${j}` })));
  return `
@group(0) @binding(0) var<storage, read> a : array<${left.type}>;
@group(0) @binding(1) var<storage, read> b : array<${right.type}>;
@group(0) @binding(2) var<storage, read_write> out : array<${columns % LANES === 0 ? "vec4<f32>" : "f32"}>;

@compute @workgroup_size(${group[1]}, ${group[0]}, 1)
fn main(@builtin(global_invocation_id) id : vec3<u32>) {
let x = i32(id.x);
let y = i32(id.y);
let z = i32(id.z);
if (x >= ${across} || y >= ${down}) { return; }
${[...left.begin, ...right.begin].join("\n")}
${sums.map(({ name }) => `var ${name} = vec4<f32>(0.0);`).join("\n")}
${loopsText(axes, (four, slices) => [
  ...left.read(four, slices),
  ...right.read(four, slices),
  ...upTo(slices).flatMap((l) => [
    ...upTo(width / LANES).map((j) => `let y${j}at${l} = ${right.vector(j * LANES, l)};`),
    ...sums.map(({ i, j, name }) => `${name} += ${left.number(i, l)} * y${j}at${l};`),
  ]),
])}
let row = y * ${height};
let column = x * ${width};
let to = (z * ${rows} + row) * ${columns} + column;
${sums.map(({ i, j, name }) => storeText(size, block, [i, j * LANES], name)).join("\n")}
}
`;
}

/** How both factors are read along the axes of the depth. */
function factorsOf({ lead, rows, columns, a, b }: Contraction, [height, width]: Block, axes: readonly Axis[]) {
  const outer = axes.slice(0, -1);
  const inner = axes.at(-1)!; // a depth is not 1
  const walk = (side: Side, which: 0 | 1, shape: Shape) => ({
    offset: side.offset,
    lead: placesOf(
      "z",
      lead.map((length, axis) => ({ length, step: side.lead[axis]! })),
    ),
    lines: mergedAxes(shape, [side.lines]).map(({ length, steps: [step] }) => ({ length, step: step! })),
    depth: inner.length,
    slice: inner.steps[which]!,
    outer: outer.map(({ steps }, i): Term => ({ place: `s${i}`, step: steps[which]! })),
  });
  return [
    factorText({ ...walk(a, 0, rows), name: "a", count: height, invocation: "y" }),
    factorText({ ...walk(b, 1, columns), name: "b", count: width, invocation: "x" }),
  ] as const;
}

/** All slices of the depth, four at once along its innermost axis, and what is left over there. */
function loopsText(axes: readonly Axis[], body: (four: string, slices: number) => readonly string[]): string {
  const outer = axes.slice(0, -1);
  const { length } = axes.at(-1)!; // a depth is not 1
  const fours = Math.floor(length / LANES);
  const rest = length % LANES;
  return [
    ...outer.map((axis, i) => `for (var s${i} = 0; s${i} < ${axis.length}; s${i}++) {`),
    ...(fours > 0 ? [`for (var k = 0; k < ${fours}; k++) {`, ...body("k", LANES), "}"] : []),
    ...(rest > 0 ? body(String(fours), rest) : []),
    ...outer.map(() => "}"),
  ].join("\n");
}

/** Stores four neighbours of a block that are results. */
function storeText({ rows, columns }: Size, [height, width]: Block, [i, j]: Block, sum: string): string {
  const store = (column: number, to: string, value: string): string => {
    const conditions = [
      ...(rows % height === 0 ? [] : [`row + ${i} < ${rows}`]),
      ...(columns % width === 0 ? [] : [`column + ${column} < ${columns}`]),
    ];
    const text = `out[${to}] = ${value};`;
    return conditions.length === 0 ? text : `if (${conditions.join(" && ")}) { ${text} }`;
  };
  const at = i * columns + j;
  if (columns % LANES === 0) return store(j, `to / ${LANES} + ${at / LANES}`, sum);
  return upTo(LANES)
    .map((lane) => store(j + lane, `to + ${at + lane}`, `${sum}[${lane}]`))
    .join("\n");
}
