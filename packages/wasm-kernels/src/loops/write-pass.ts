import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f64 from "../emitter/f64.ts";
import * as f64x2 from "../emitter/f64x2.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Binary, Local, Value } from "../emitter/value.ts";
import { type AnyExpression, type Application, type Combine, type RowReduction, sharedAmong } from "./expression.ts";
import { addToSums, type Position, type RowArray, readLanes, writeLanes } from "./lane-memory.ts";

/** What is known before a pass: values that a row shares, in all lanes. */
export type Known = Map<AnyExpression, Value<"v128">>;

/** An array that a row writes. With `combine` its elements are combined with what is there, sums in double precision. */
export interface RowOutput {
  readonly array: RowArray;
  readonly value: AnyExpression;
  readonly combine?: Combine | undefined;
}

/** One way along a row: what it writes for each element, and what it reduces the row to. */
export interface Pass {
  /** How many elements: a number, or a local where it is known late. */
  readonly columns: number | Local<"i32">;
  readonly inputs: readonly RowArray[];
  readonly known: Known;
  /** Expressions that were written to memory earlier. */
  readonly kept?: ReadonlyMap<AnyExpression, RowArray> | undefined;
  readonly stores: readonly RowOutput[];
  readonly reductions: readonly RowReduction[];
}

/** Vectors at a turn: what is computed for one does not wait for another, and fills the time that operations take. */
const TOGETHER = 4;

/** Of what a turn is, as long as there is enough: so many vectors or elements. */
const turns = [
  [4, TOGETHER],
  [4, 1],
  [1, 1],
] as const;

interface Extreme {
  readonly apply: Binary<"v128">;
  readonly neutral: number;
  /** Leaves out NaN, in one instruction where the exact one takes ten: NaN is looked for beside it. */
  readonly fast: Binary<"v128">;
}

const extremes: Readonly<Partial<Record<Combine, Extreme>>> = {
  max: { apply: f32x4.max, neutral: -Infinity, fast: f32x4.pseudoMax },
  min: { apply: f32x4.min, neutral: Infinity, fast: f32x4.pseudoMin },
};

interface Partials {
  readonly reduction: RowReduction;
  /** Of a sum, two vectors in double precision; of an extreme one for each vector of a turn: none waits for another. */
  readonly partials: readonly Local<"v128">[];
  /** Ones in the lanes that met a NaN, of an extreme. */
  readonly strange: Local<"v128"> | undefined;
}

/** Writes a pass. Results of its reductions are known afterwards. */
export function writePass(body: FunctionBody, pass: Pass): void {
  const { columns, reductions } = pass;
  const states = reductions.map((reduction): Partials => {
    const extreme = extremes[reduction.combine];
    return {
      reduction,
      partials: Array.from({ length: extreme ? TOGETHER : 2 }, () => body.let(f32x4.const(extreme?.neutral ?? 0))),
      strange: extreme && body.let(i32x4.const(0)),
    };
  });
  writeTurns(body, pass, states);
  for (const state of states) pass.known.set(state.reduction, body.let(result(body, state, columns)));
}

function writeTurns(body: FunctionBody, pass: Pass, states: readonly Partials[]): void {
  const { columns } = pass;
  const roots = [...pass.reductions.map(({ operand }) => operand), ...pass.stores.map(({ value }) => value)];
  const shared = sharedAmong(roots, (node) => pass.known.has(node) || (pass.kept?.has(node) ?? false));
  const at = body.let(i32.const(0));
  const turn = (lanes: 4 | 1, count: number): void => {
    const positions = Array.from({ length: count }, (_, i): Position => ({ at, skip: i * lanes, lanes }));
    const values = positions.map((position) => valuesAt(body, pass, shared, position));
    // all are read before any is written, and vectors of a turn are computed side by side
    for (const [i, position] of positions.entries())
      for (const [k, store] of pass.stores.entries()) writeOutput(body, store, position, values[i]!.stores[k]!);
    for (const [k, state] of states.entries())
      take(
        body,
        state,
        values.map(({ operands }) => operands[k]!),
        lanes,
      );
    body.set(at, i32.add(at, i32.const(4 * lanes * count)));
  };
  /** The part of the row in whole groups of elements, in bytes; undefined: there is no group beyond `from` elements. */
  const whole = (group: number, from: number): Value<"i32"> | undefined => {
    if (typeof columns !== "number")
      return body.let(i32.and(i32.shiftLeft(columns, i32.const(2)), i32.const(-4 * group)));
    const size = columns - (columns % group);
    return size > from ? i32.const(4 * size) : undefined;
  };
  const size = typeof columns === "number" ? columns : 0;
  let done = 0;
  for (const [lanes, count] of turns) {
    const end = whole(lanes * count, done);
    if (end) body.while(i32.lessUnsigned(at, end), () => turn(lanes, count));
    done = size - (size % (lanes * count));
  }
}

/** The elements at one position that are written, and those that the reductions take. */
function valuesAt(
  body: FunctionBody,
  { inputs, known, kept, stores, reductions }: Pass,
  shared: ReadonlySet<AnyExpression>,
  position: Position,
): { readonly operands: readonly Value<"v128">[]; readonly stores: readonly Value<"v128">[] } {
  const here: Known = new Map(known);
  const evaluate = (node: AnyExpression): Value<"v128"> =>
    here.get(node) ?? (shared.has(node) ? keep(node) : computed(node));
  const keep = (node: AnyExpression): Value<"v128"> => {
    const value = here.get(node) ?? body.let(computed(node));
    here.set(node, value);
    return value;
  };
  const computed = (node: AnyExpression): Value<"v128"> => {
    const array = kept?.get(node);
    if (array) return readLanes(array, position);
    if (node.kind === "constant") return f32x4.const(node.value);
    if (node.kind === "input") return readLanes(inputs[node.index]!, position);
    const { write, operands } = node as Application; // reductions are known
    return write(body, ...operands.map(evaluate));
  };
  return {
    operands: reductions.map(({ operand }) => keep(operand)),
    stores: stores.map(({ value }) => keep(value)),
  };
}

/** Writes lanes of an output, or combines them with what it holds. */
export function writeOutput(
  body: FunctionBody,
  { array, combine }: RowOutput,
  position: Position,
  value: Value<"v128">,
): void {
  if (!combine) writeLanes(body, array, position, value);
  else if (array.type === "float64") addToSums(body, array, position, value);
  else writeLanes(body, array, position, extremes[combine]!.apply(readLanes(array, position), value)); // sums are float64
}

/** The first lane, with a neutral number in the others. */
const firstLane = (value: Value<"v128">, neutral: number): Value<"v128"> =>
  v128.shuffle32(value, f32x4.const(neutral), [0, 4, 4, 4]);

/** Adds the lanes of a turn to the partial results: sums of one turn are float32 still. */
function take(
  body: FunctionBody,
  { reduction: { combine }, partials, strange }: Partials,
  values: readonly Value<"v128">[],
  lanes: 4 | 1,
): void {
  const extreme = extremes[combine];
  const counted = values.map((value) => (lanes === 4 ? value : body.let(firstLane(value, extreme?.neutral ?? 0))));
  if (extreme && strange) {
    for (const [i, value] of counted.entries()) body.set(partials[i]!, extreme.fast(partials[i]!, value));
    body.set(strange, pairwise(v128.or, [...counted.map((value) => f32x4.notEqual(value, value)), strange]));
    return;
  }
  const sum = body.let(pairwise(f32x4.add, counted));
  [sum, highHalf(sum)].forEach((half, i) => {
    body.set(partials[i]!, f64x2.add(partials[i]!, f64x2.promoteF32x4(half)));
  });
}

/** The result of a reduction in all lanes. */
function result(
  body: FunctionBody,
  { reduction: { combine }, partials, strange }: Partials,
  columns: number | Local<"i32">,
): Value<"v128"> {
  const extreme = extremes[combine];
  if (extreme && strange) {
    const best = body.let(pairwise(extreme.apply, partials));
    const pairs = body.let(extreme.apply(best, highHalf(best)));
    const splat = f32x4.splat(f32x4.extractLane(extreme.apply(pairs, v128.shuffle32(pairs, pairs, [1, 0, 3, 2])), 0));
    return v128.or(splat, i32x4.splat(i32.subtract(i32.const(0), v128.anyTrue(strange)))); // all bits: NaN
  }
  const sums = body.let(pairwise(f64x2.add, partials));
  const sum = f32x4.splat(f32.fromF64(f64.add(f64x2.extractLane(sums, 0), f64x2.extractLane(sums, 1))));
  if (combine !== "mean") return sum;
  const count = typeof columns === "number" ? f32x4.const(columns) : f32x4.fromI32x4(i32x4.splat(columns));
  return f32x4.divide(sum, count);
}

const highHalf = (x: Value<"v128">): Value<"v128"> => v128.shuffle32(x, x, [2, 3, 2, 3]);

/** All partial results combined, in pairs. */
function pairwise(apply: Binary<"v128">, values: readonly Value<"v128">[]): Value<"v128"> {
  if (values.length === 1) return values[0]!;
  const half = values.length >> 1;
  return apply(pairwise(apply, values.slice(0, half)), pairwise(apply, values.slice(half)));
}
