import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import { type AnyExpression, type Constant, type RowReduction, visit } from "./expression.ts";
import { type RowArray, readShared } from "./lane-memory.ts";
import { type Known, type RowOutput, writeOutput, writePass } from "./write-pass.ts";

/** What happens to a row: expressions of the inputs are written to the outputs. */
export interface Row {
  readonly columns: number | Local<"i32">;
  readonly inputs: readonly RowArray[];
  /** An output of stride 0 is written once: its value must be one that the row shares. */
  readonly outputs: readonly RowOutput[];
}

/**
 * Writes the code for a row in as few passes as its reductions need: one for all reductions that can be made at the same
 * time, and a last one that writes. A costly value that both of the last two need is kept in an output on the way, as the
 * exponentials of a softmax are.
 */
export function writeRow(body: FunctionBody, { columns, inputs, outputs }: Row): void {
  const known: Known = new Map();
  const isVarying = varyingIn(inputs);
  const levels = levelsOf(outputs.map(({ value }) => value));
  const stores = outputs.filter(({ array }) => array.stride === 1);
  const share = (roots: readonly AnyExpression[]): void => {
    shareInvariant(body, roots, inputs, known, isVarying);
  };
  let kept: ReadonlyMap<AnyExpression, RowArray> | undefined;
  for (const [level, reductions] of levels.entries()) {
    const operands = reductions.map(({ operand }) => operand);
    share(operands);
    const last = level === levels.length - 1;
    const spilled = last ? spillable(operands, stores, inputs, isVarying) : undefined;
    const spills = spilled ? [spilled] : [];
    if (spilled) kept = new Map([[spilled.value, spilled.array]]);
    writePass(body, { columns, inputs, known, stores: spills, reductions });
  }
  share(outputs.map(({ value }) => value));
  if (stores.length > 0) writePass(body, { columns, inputs, known, kept, stores, reductions: [] });
  for (const output of outputs)
    if (output.array.stride === 0) {
      const at = { at: body.let(i32.const(0)), skip: 0, lanes: 1 } as const;
      writeOutput(body, output, at, known.get(output.value) ?? constantOf(output.value));
    }
}

/** What a row shares and is not known is a number. */
const constantOf = (node: AnyExpression): Value<"v128"> => f32x4.const((node as Constant).value);

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

/** Tells of values whether they differ along the row, apart from what is behind `except`. */
function varyingIn(inputs: readonly RowArray[], except?: AnyExpression): (node: AnyExpression) => boolean {
  const known = new Map<AnyExpression, boolean>();
  const isVarying = (node: AnyExpression): boolean => {
    if (node === except) return false;
    if (node.kind === "input") return inputs[node.index]!.stride !== 0;
    if (node.kind !== "apply") return false;
    const varies = known.get(node) ?? node.operands.some(isVarying);
    known.set(node, varies);
    return varies;
  };
  return isVarying;
}

/** Computes what the row shares of some expressions, before a pass. */
function shareInvariant(
  body: FunctionBody,
  roots: readonly AnyExpression[],
  inputs: readonly RowArray[],
  known: Known,
  isVarying: (node: AnyExpression) => boolean,
): void {
  const valueOf = (node: AnyExpression): Value<"v128"> => {
    const value = known.get(node) ?? computed(node);
    if (node.kind !== "constant") known.set(node, value);
    return value;
  };
  const computed = (node: AnyExpression): Value<"v128"> => {
    if (node.kind === "input") return body.let(readShared(inputs[node.index]!));
    return node.kind === "apply" ? body.let(node.write(body, ...node.operands.map(valueOf))) : constantOf(node);
  };
  visit(roots, (node) => {
    if (known.has(node) || node.kind === "constant" || node.kind === "reduce") return false;
    if (isVarying(node)) return true;
    valueOf(node);
    return false;
  });
}

/**
 * A costly value of the last reduction that the outputs need too, and a float32 output to keep it in: only where the
 * outputs need no other element of the inputs, because an output may be where an input is.
 */
function spillable(
  operands: readonly AnyExpression[],
  stores: Row["outputs"],
  inputs: readonly RowArray[],
  isVarying: (node: AnyExpression) => boolean,
): Row["outputs"][number] | undefined {
  const target = stores.find(({ array, combine }) => array.type === "float32" && !combine);
  if (!target || !stores.some(({ value }) => isVarying(value))) return undefined;
  const candidates: AnyExpression[] = [];
  visit(operands, (node) => {
    if (node.kind === "apply" && node.isCostly && isVarying(node)) candidates.push(node);
    return node.kind === "apply";
  });
  // enough to compute the outputs from
  const value = candidates.find((candidate) => {
    const isVaryingElse = varyingIn(inputs, candidate);
    return stores.every((store) => !isVaryingElse(store.value));
  });
  return value && { array: target.array, value };
}
