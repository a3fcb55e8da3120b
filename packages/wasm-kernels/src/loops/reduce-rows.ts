import { formatShape, ShapeError } from "@adjoint/tensor";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local } from "../emitter/value.ts";
import { type Combine, checkInputs, type Expression, hasReduction, input } from "./expression.ts";
import type { LoopInput } from "./fused-loop.ts";
import { bytesOf, type RowArray } from "./lane-memory.ts";
import { add, divide, maximum, minimum } from "./operations.ts";
import { writeRow } from "./write-row.ts";

/** A reduction of a [batch, rows, columns] shape over its rows. */
export interface RowsReduction {
  readonly shape: readonly [batch: number, rows: number, columns: number];
  readonly inputs: readonly LoopInput[];
  readonly combine: Combine;
  /** What is reduced: an expression of the inputs without reductions of its own. */
  readonly value: Expression;
}

/** Rows that are read side by side. */
const TOGETHER = 4;

const combinations: Readonly<Record<Combine, (x: Expression, y: Expression) => Expression>> = {
  sum: add,
  mean: add,
  max: maximum,
  min: minimum,
};

/**
 * A function (...inputs, out) of pointers that reduces rows: out is float32, [batch, columns] and contiguous, and overlaps no
 * input. Four rows stream by at a time; their results are combined in pairs, then with what came before.
 * @throws ShapeError when there are no rows; RangeError when the value has an input that is not there, or reduces rows itself.
 */
export function reduceRows(
  module: ModuleBuilder,
  { shape, inputs, combine, value }: RowsReduction,
): FunctionReference<readonly "i32"[], undefined> {
  const [batch, rows, columns] = shape;
  if (rows === 0) throw new ShapeError(`reduceRows: at least one row, got ${formatShape(shape)}; leave it out`);
  checkInputs("reduceRows", value, inputs.length);
  if (hasReduction(value))
    throw new RangeError(
      "reduceRows: expected an expression of single elements, got one that reduces rows; run it before",
    );
  const defaults = [rows * columns, columns, 1];
  const strides = inputs.map(({ strides = defaults }) => strides as readonly [number, number, number]); // as the shape
  const types = inputs.map(({ type = "float32" }) => type);
  const merge = combinations[combine];
  const pairwise = (parts: readonly Expression[]): Expression => {
    if (parts.length === 1) return parts[0]!;
    const half = parts.length >> 1;
    return merge(pairwise(parts.slice(0, half)), pairwise(parts.slice(half)));
  };
  /** The value in the row whose inputs begin at `first`. */
  const valueIn = (first: number): Expression => moved(value, (index) => index + first);

  const parameters = Array.from({ length: inputs.length + 1 }, () => "i32" as const);
  return module.function(parameters, undefined, (body, ...pointers) => {
    const out = pointers[inputs.length]!;
    const places = pointers.slice(0, inputs.length);
    /** Combines the next rows into out, which holds what came before unless `starts`. */
    const takeRows = (row: readonly Local<"i32">[], count: number, starts: boolean): void => {
      const arrays: RowArray[] = [];
      for (let k = 0; k < count; k++)
        for (const [i, pointer] of row.entries()) {
          const shifted = body.let(i32.add(pointer, i32.const(k * strides[i]![1] * bytesOf(types[i]!))));
          arrays.push({ pointer: shifted, type: types[i]!, stride: strides[i]![2] });
        }
      const result: RowArray = { pointer: out, type: "float32", stride: 1 };
      const together = pairwise(Array.from({ length: count }, (_, k) => valueIn(k * inputs.length)));
      const total = starts ? together : merge(input(arrays.length), together);
      writeRow(body, { columns, inputs: [...arrays, result], outputs: [{ array: result, value: total }] });
      row.forEach((pointer, i) => advance(body, pointer, count * strides[i]![1] * bytesOf(types[i]!)));
    };
    body.for(i32.const(0), i32.const(batch), 1, () => {
      const row = places.map((pointer) => body.let(pointer));
      const first = Math.min(TOGETHER, rows);
      takeRows(row, first, true);
      const groups = Math.floor((rows - first) / TOGETHER);
      if (groups > 0) body.for(i32.const(0), i32.const(groups), 1, () => takeRows(row, TOGETHER, false));
      const rest = rows - first - groups * TOGETHER;
      if (rest > 0) takeRows(row, rest, false);
      if (combine === "mean") {
        const result: RowArray = { pointer: out, type: "float32", stride: 1 };
        const outputs = [{ array: result, value: divide(input(0), rows) }];
        writeRow(body, { columns, inputs: [result], outputs });
      }
      places.forEach((pointer, i) => advance(body, pointer, strides[i]![0] * bytesOf(types[i]!)));
      advance(body, out, 4 * columns);
    });
  });
}

function advance(body: FunctionBody, pointer: Local<"i32">, bytes: number): void {
  if (bytes !== 0) body.set(pointer, i32.add(pointer, i32.const(bytes)));
}

/** The expression over other inputs; what was shared stays shared. */
function moved(value: Expression, indexOf: (index: number) => number): Expression {
  const copies = new Map<Expression, Expression>();
  const copy = (node: Expression): Expression => {
    const made = copies.get(node) ?? copyOf(node);
    copies.set(node, made);
    return made;
  };
  const copyOf = (node: Expression): Expression => {
    if (node.kind === "input") return input(indexOf(node.index));
    if (node.kind === "constant") return node;
    if (node.kind === "reduce") return node; // there is none: see above
    return { ...node, operands: node.operands.map((operand) => copy(operand as Expression)) }; // a mask has the same form
  };
  return copy(value);
}
