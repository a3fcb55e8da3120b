import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import type { AnyExpression, RowReduction } from "./expression.ts";
import { type RowArray, readShared, writeLanes } from "./lane-memory.ts";
import { type Known, writePass } from "./write-pass.ts";

/** What happens to a row: expressions of the inputs are written to the outputs. */
export interface Row {
  readonly columns: number | Local<"i32">;
  readonly inputs: readonly RowArray[];
  /** An output of stride 0 is written once: its value must be one that the row shares. */
  readonly outputs: readonly { readonly array: RowArray; readonly value: AnyExpression }[];
}

/**
 * Writes the code for a row in as few passes as its reductions need: one for all reductions that can be made at the same
 * time, and a last one that writes. A costly value that both of the last two need is kept in an output on the way, as the
 * exponentials of a softmax are.
 */
export function writeRow(body: FunctionBody, { columns, inputs, outputs }: Row): void {
  const known: Known = new Map();
  const levels = levelsOf(outputs.map(({ value }) => value));
  const stores = outputs.filter(({ array }) => array.stride === 1);
  const share = (roots: readonly AnyExpression[]): void => {
    for (const root of roots) shareInvariant(body, root, inputs, known);
  };
  let kept: ReadonlyMap<AnyExpression, RowArray> | undefined;
  for (const [level, reductions] of levels.entries()) {
    const operands = reductions.map(({ operand }) => operand);
    share(operands);
    const last = level === levels.length - 1;
    const spilled = last ? spillable(operands, stores, inputs) : undefined;
    const spills = spilled ? [spilled] : [];
    if (spilled) kept = new Map([[spilled.value, spilled.array]]);
    writePass(body, { columns, inputs, known, stores: spills, reductions });
  }
  share(outputs.map(({ value }) => value));
  if (stores.length > 0) writePass(body, { columns, inputs, known, ...(kept && { kept }), stores, reductions: [] });
  for (const { array, value } of outputs)
    if (array.stride === 0) {
      const at = { at: body.let(i32.const(0)), skip: 0, lanes: 1 } as const;
      writeLanes(body, array, at, known.get(value) ?? constantOf(value));
    }
}

const constantOf = (node: AnyExpression): Value<"v128"> => {
  if (node.kind === "constant") return f32x4.const(node.value);
  throw new RangeError("loop: an output with one element a row needs a value that the row shares; reduce it?");
};

/** All reductions, those first that need no other. */
function levelsOf(roots: readonly AnyExpression[]): RowReduction[][] {
  const levels: RowReduction[][] = [];
  const depths = new Map<AnyExpression, number>();
  const depthOf = (node: AnyExpression): number => {
    const known = depths.get(node);
    if (known !== undefined) return known;
    let depth = 0;
    if (node.kind === "apply") depth = Math.max(0, ...node.operands.map(depthOf));
    if (node.kind === "reduce") {
      depth = depthOf(node.operand) + 1;
      (levels[depth - 1] ??= []).push(node);
    }
    depths.set(node, depth);
    return depth;
  };
  roots.forEach(depthOf);
  return levels;
}

/** Does the value differ along the row? */
function isVarying(node: AnyExpression, inputs: readonly RowArray[]): boolean {
  if (node.kind === "input") return inputs[node.index]!.stride !== 0;
  return node.kind === "apply" && node.operands.some((operand) => isVarying(operand, inputs));
}

/** Computes what the row shares of an expression, before a pass. */
function shareInvariant(body: FunctionBody, node: AnyExpression, inputs: readonly RowArray[], known: Known): void {
  if (known.has(node) || node.kind === "constant" || node.kind === "reduce") return;
  if (node.kind === "input") {
    const array = inputs[node.index]!;
    if (array.stride === 0) known.set(node, body.let(readShared(array)));
    return;
  }
  for (const operand of node.operands) shareInvariant(body, operand, inputs, known);
  if (isVarying(node, inputs)) return;
  const operands = node.operands.map((operand) => known.get(operand) ?? constantOf(operand));
  known.set(node, body.let(node.write(body, ...operands)));
}

/**
 * A costly value of the last reduction that the outputs need too, and a float32 output to keep it in: only where the
 * outputs need no other element of the inputs, because an output may be where an input is.
 */
function spillable(
  operands: readonly AnyExpression[],
  stores: Row["outputs"],
  inputs: readonly RowArray[],
): Row["outputs"][number] | undefined {
  const target = stores.find(({ array }) => array.type === "float32");
  if (!target) return undefined;
  const reduced = new Set<AnyExpression>();
  const collect = (node: AnyExpression): void => {
    reduced.add(node);
    if (node.kind === "apply") node.operands.forEach(collect);
  };
  operands.forEach(collect);
  const candidates = [...reduced].filter((node) => node.kind === "apply" && costs(node) && isVarying(node, inputs));
  const value = candidates.find((candidate) => stores.every((store) => isEnough(store.value, candidate, inputs)));
  return value && { array: target.array, value };
}

const costs = (node: AnyExpression): boolean => node.kind === "apply" && (node.isCostly || node.operands.some(costs));

/** Can the expression be computed from the candidate and what the row shares? */
function isEnough(node: AnyExpression, candidate: AnyExpression, inputs: readonly RowArray[]): boolean {
  if (node === candidate || !isVarying(node, inputs)) return true;
  return node.kind === "apply" && node.operands.every((operand) => isEnough(operand, candidate, inputs));
}
