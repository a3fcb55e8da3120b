import { type Shape, sizeOf } from "@adjoint/tensor";
import type { KernelText } from "../backends/backend.ts";
import type { Factor, Product } from "./product.ts";

/** Rows and columns of sums that one invocation keeps. */
const BLOCK = 4;
/** Of the depth, in workgroup memory at a time. */
const SLICE = 16;
/** Below this many results the general kernel is as good, and takes in what follows. */
const FEWEST_RESULTS = 1024;
const LARGE = 256;
const MOST_GROUPS = 65_535;

/**
 * A product in WGSL: a workgroup computes a square of results from slices of both factors that it shares, each invocation
 * a block of 4 x 4 of them in registers. undefined: it is not worth it.
 */
export function wgslProduct({ lead, rows, depth, columns, a, b }: Product): KernelText | undefined {
  const products = sizeOf(lead);
  if (rows * columns < FEWEST_RESULTS || depth < SLICE || products > MOST_GROUPS) return undefined;
  const side = Math.min(rows, columns) >= LARGE ? 16 : 8; // invocations along both sides of a workgroup
  const tile = side * BLOCK;
  const each = (text: (i: number) => string): string => Array.from({ length: BLOCK }, (_, i) => text(i)).join("\n");
  const code = `
@group(0) @binding(0) var<storage, read> a : array<f32>;
@group(0) @binding(1) var<storage, read> b : array<f32>;
@group(0) @binding(2) var<storage, read_write> out : array<f32>;
var<workgroup> tileA : array<f32, ${SLICE * tile}>;
var<workgroup> tileB : array<f32, ${SLICE * tile}>;

@compute @workgroup_size(${side}, ${side}, 1)
fn main(@builtin(local_invocation_id) local : vec3<u32>, @builtin(workgroup_id) group : vec3<u32>) {
  let startA = ${startText(a, lead)};
  let startB = ${startText(b, lead)};
  let row = i32(group.y) * ${tile};
  let column = i32(group.x) * ${tile};
  let place = i32(local.y) * ${side} + i32(local.x);
${each((i) => `  var sum${i} = vec4<f32>(0.0);`)}
  for (var k = 0; k < ${depth}; k += ${SLICE}) {
    for (var at = place; at < ${SLICE * tile}; at += ${side * side}) {
      ${loadText("A", a, { alongTile: "row", alongSlice: "column", limit: rows, depth, tile })}
      ${loadText("B", b, { alongTile: "column", alongSlice: "row", limit: columns, depth, tile })}
    }
    workgroupBarrier();
    for (var l = 0; l < ${SLICE}; l++) {
      let right = l * ${tile} + i32(local.x) * ${BLOCK};
      let left = l * ${tile} + i32(local.y) * ${BLOCK};
      let y = vec4<f32>(tileB[right], tileB[right + 1], tileB[right + 2], tileB[right + 3]);
${each((i) => `      sum${i} += tileA[left + ${i}] * y;`)}
    }
    workgroupBarrier();
  }
  let firstColumn = column + i32(local.x) * ${BLOCK};
  let start = i32(group.z) * ${rows * columns} + firstColumn;
${each((i) => storeText(i, rows, columns))}
}
`;
  return {
    text: "",
    output: [],
    wgsl: { code, groups: [Math.ceil(columns / tile), Math.ceil(rows / tile), products] },
  };
}

/** Where the matrices of a workgroup begin. */
function startText({ lead: strides, offset }: Factor, lead: Shape): string {
  let inner = sizeOf(lead);
  const terms = lead.flatMap((length, axis) => {
    inner /= length;
    return strides[axis] === 0 || length === 1 ? [] : [`(i32(group.z) / ${inner}) % ${length} * ${strides[axis]}`];
  });
  return [String(offset), ...terms].join(" + ");
}

interface Load {
  /** What grows from column to column of the tile, and from slice to slice: rows or columns of the factor. */
  readonly alongTile: "row" | "column";
  readonly alongSlice: "row" | "column";
  readonly limit: number;
  readonly depth: number;
  readonly tile: number;
}

/** One element of a factor to workgroup memory; neighbouring invocations read neighbouring elements. */
function loadText(name: "A" | "B", factor: Factor, { alongTile, alongSlice, limit, depth, tile }: Load): string {
  const isAcross = Math.abs(factor[alongTile]) === 1;
  const [position, slice] = isAcross ? [`at % ${tile}`, `at / ${tile}`] : [`at / ${SLICE}`, `at % ${SLICE}`];
  const outer = alongTile === "row" ? "row" : "column";
  return `{
        let position = ${outer} + ${position};
        let slice = k + ${slice};
        let to = (${slice}) * ${tile} + ${position};
        var x = 0.0;
        if (position < ${limit} && slice < ${depth}) {
          x = ${name.toLowerCase()}[start${name} + position * ${factor[alongTile]} + slice * ${factor[alongSlice]}];
        }
        tile${name}[to] = x;
      }`;
}

function storeText(i: number, rows: number, columns: number): string {
  const row = `row + i32(local.y) * ${BLOCK} + ${i}`;
  const cells = Array.from(
    { length: BLOCK },
    (_, j) => `    if (firstColumn + ${j} < ${columns}) { out[start + (${row}) * ${columns} + ${j}] = sum${i}[${j}]; }`,
  );
  return `  if (${row} < ${rows}) {\n${cells.join("\n")}\n  }`;
}
