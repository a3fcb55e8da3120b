import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Binary, Local, Value } from "../emitter/value.ts";
import { type AnyExpression, type Combine, isCostly, type RowReduction } from "./expression.ts";
import { type Position, type RowArray, readLanes, writeLanes } from "./lane-memory.ts";

/** What is known before a pass: values that a row shares, in all lanes. */
export type Known = Map<AnyExpression, Value<"v128">>;

/** One way along a row: what it writes for each element, and what it reduces the row to. */
export interface Pass {
  /** How many elements: a number, or a local where it is known late. */
  readonly columns: number | Local<"i32">;
  readonly inputs: readonly RowArray[];
  readonly known: Known;
  /** Expressions that were written to memory earlier. */
  readonly kept?: ReadonlyMap<AnyExpression, RowArray>;
  readonly stores: readonly { readonly array: RowArray; readonly value: AnyExpression }[];
  readonly reductions: readonly RowReduction[];
}

/** Elements after which a sum goes on in double precision: its error stays that of a short sum. */
const CHUNK = 1024;
/** Independent partial results, so that an addition need not wait for the one before it. */
const PARTIALS = 4;

interface Combination {
  readonly apply: Binary<"v128">;
  readonly neutral: number;
  /** Leaves out NaN, in one instruction where the exact one takes ten: NaN is looked for beside it. */
  readonly fast?: Binary<"v128">;
}

const combinations: Readonly<Record<Combine, Combination>> = {
  sum: { apply: f32x4.add, neutral: 0 },
  mean: { apply: f32x4.add, neutral: 0 },
  max: { apply: f32x4.max, neutral: -Infinity, fast: f32x4.pseudoMax },
  min: { apply: f32x4.min, neutral: Infinity, fast: f32x4.pseudoMin },
};

interface Partials {
  readonly reduction: RowReduction;
  readonly partials: readonly Local<"v128">[];
  /** What is complete of a long sum. */
  readonly total: Local<"f64"> | undefined;
  /** Ones in the lanes that met a NaN, of an extreme. */
  readonly strange: Local<"v128"> | undefined;
}

/** Writes a pass. Results of its reductions are known afterwards. */
export function writePass(body: FunctionBody, pass: Pass): void {
  const { columns, reductions } = pass;
  const together = reductions.length === 0 || needsCostly(pass) ? 1 : PARTIALS;
  const isLong = typeof columns !== "number" || columns > CHUNK;
  const states = reductions.map((reduction): Partials => {
    const isSum = reduction.combine === "sum" || reduction.combine === "mean";
    const neutral = f32x4.const(combinations[reduction.combine].neutral);
    return {
      reduction,
      partials: Array.from({ length: together }, () => body.let(neutral)),
      total: isSum && isLong ? body.let(f64.const(0)) : undefined,
      strange: isSum ? undefined : body.let(i32x4.const(0)),
    };
  });
  writeTurns(body, pass, states, together);
  for (const state of states) pass.known.set(state.reduction, body.let(result(body, state, columns)));
}

function writeTurns(body: FunctionBody, pass: Pass, states: readonly Partials[], together: number): void {
  const { columns } = pass;
  const at = body.let(i32.const(0));
  const turn = (lanes: 4 | 1, count: number): void => {
    for (let i = 0; i < count; i++) writeTurn(body, pass, states, i, { at, skip: i * lanes, lanes });
    body.set(at, i32.add(at, i32.const(4 * lanes * count)));
  };
  const turnsUntil = (end: Value<"i32">, lanes: 4 | 1, count: number): void =>
    body.while(i32.lessUnsigned(at, end), () => turn(lanes, count));
  /** The part of the row in whole groups of elements, in bytes; undefined: there is no group beyond `from` elements. */
  const whole = (group: number, from: number): Value<"i32"> | undefined => {
    if (typeof columns !== "number")
      return body.let(i32.and(i32.shiftLeft(columns, i32.const(2)), i32.const(-4 * group)));
    const size = columns - (columns % group);
    return size > from ? i32.const(4 * size) : undefined;
  };
  const size = typeof columns === "number" ? columns : 0;
  const groups = whole(4 * together, 0);
  if (groups) {
    if (states.some(({ total }) => total))
      body.while(i32.lessUnsigned(at, groups), () => {
        const limit = body.let(i32.add(at, i32.const(4 * CHUNK)));
        turnsUntil(body.let(i32.select(i32.lessUnsigned(limit, groups), limit, groups)), 4, together);
        for (const state of states) completeChunk(body, state);
      });
    else turnsUntil(groups, 4, together);
  }
  const vectors = together > 1 ? whole(4, size - (size % (4 * together))) : undefined;
  if (vectors) turnsUntil(vectors, 4, 1);
  const rest = whole(1, size - (size % 4));
  if (rest) turnsUntil(rest, 1, 1);
}

/** The elements at one position: values are computed, written and added to the partial results. */
function writeTurn(
  body: FunctionBody,
  { inputs, known, kept, stores, reductions }: Pass,
  states: readonly Partials[],
  partial: number,
  position: Position,
): void {
  const here: Known = new Map(known);
  const evaluate = (node: AnyExpression): Value<"v128"> => {
    const value = here.get(node) ?? body.let(computed(node));
    here.set(node, value);
    return value;
  };
  const computed = (node: AnyExpression): Value<"v128"> => {
    const array = kept?.get(node);
    if (array) return readLanes(array, position);
    if (node.kind === "constant") return f32x4.const(node.value);
    if (node.kind === "input") return readLanes(inputs[node.index]!, position);
    if (node.kind === "apply") return node.write(body, ...node.operands.map(evaluate));
    throw new TypeError("loop: a reduction was used before it was complete; please report this");
  };
  for (const [i, { combine, operand }] of reductions.entries()) {
    const { apply, fast = apply, neutral } = combinations[combine];
    const { partials, strange } = states[i]!;
    const value = evaluate(operand);
    const counted = position.lanes === 4 ? value : body.let(firstLane(value, neutral));
    body.set(partials[partial]!, fast(partials[partial]!, counted));
    if (strange) body.set(strange, v128.or(strange, f32x4.notEqual(counted, counted)));
  }
  const values = stores.map(({ value }) => evaluate(value)); // all are read before any is written
  for (const [i, { array }] of stores.entries()) writeLanes(body, array, position, values[i]!);
}

/** The first lane, with a neutral number in the others. */
const firstLane = (value: Value<"v128">, neutral: number): Value<"v128"> =>
  v128.shuffle32(value, f32x4.const(neutral), [0, 4, 4, 4]);

/** Adds the partial sums to the total and starts them again. */
function completeChunk(body: FunctionBody, { partials, total }: Partials): void {
  if (!total) return;
  body.set(total, f64.add(total, f64.fromF32(acrossLanes(body, f32x4.add, partials))));
  for (const partial of partials) body.set(partial, f32x4.const(0));
}

/** The result of a reduction in all lanes. */
function result(
  body: FunctionBody,
  { reduction: { combine }, partials, total, strange }: Partials,
  columns: number | Local<"i32">,
): Value<"v128"> {
  const last = acrossLanes(body, combinations[combine].apply, partials);
  const all = total ? f32.fromF64(f64.add(total, f64.fromF32(last))) : last;
  const splat = f32x4.splat(all);
  if (strange) return v128.or(splat, i32x4.splat(i32.subtract(i32.const(0), v128.anyTrue(strange)))); // all bits: NaN
  if (combine !== "mean") return splat;
  const count = typeof columns === "number" ? f32x4.const(columns) : f32x4.fromI32x4(i32x4.splat(columns));
  return f32x4.divide(splat, count);
}

/** All partial results and their lanes combined, in pairs. */
function acrossLanes(body: FunctionBody, apply: Binary<"v128">, partials: readonly Value<"v128">[]): Value<"f32"> {
  const pairwise = (values: readonly Value<"v128">[]): Value<"v128"> => {
    if (values.length === 1) return values[0]!;
    const half = values.length / 2;
    return apply(pairwise(values.slice(0, half)), pairwise(values.slice(half)));
  };
  const vector = body.let(pairwise(partials));
  const pairs = body.let(apply(vector, v128.shuffle32(vector, vector, [2, 3, 0, 1])));
  return f32x4.extractLane(apply(pairs, v128.shuffle32(pairs, pairs, [1, 0, 3, 2])), 0);
}

const needsCostly = ({ stores, reductions, known, kept }: Pass): boolean =>
  isCostly(
    [...stores.map(({ value }) => value), ...reductions.map(({ operand }) => operand)],
    (node) => known.has(node) || kept?.has(node) === true,
  );
