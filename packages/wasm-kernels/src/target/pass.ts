import type { Value as GraphValue } from "@adjoint/compile";
import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import * as i32x4 from "../emitter/i32x4.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";

/** What a pass reads. */
export interface Operand {
  readonly value: GraphValue;
  /** Bytes of 0 and 1 in memory, masks in lanes. */
  readonly isMask: boolean;
  /** Of the first element, in bytes. */
  readonly address: number;
  /** For each loop how far the next element is, in elements; a mask steps by 0 or 1 in the last. */
  readonly steps: readonly number[];
}

/** What a pass writes: one element after the other. */
export interface Result {
  readonly value: GraphValue;
  readonly isMask: boolean;
  readonly address: number;
}

/** Writes the code that makes four lanes of every result from four of every operand. */
export type Compute = (
  body: FunctionBody,
  load: (operand: Operand) => Value<"v128">,
) => ReadonlyMap<GraphValue, Value<"v128">>;

/** Loops over elements, the last of which goes in vectors. */
export interface Pass {
  readonly lengths: readonly number[];
  readonly operands: readonly Operand[];
  readonly results: readonly Result[];
  readonly compute: Compute;
}

const LANES = 4;

/** Elements of one byte or of four. */
export const bytesOf = ({ isMask }: { readonly isMask: boolean }): number => (isMask ? 1 : 4);

type Pointer = Value<"i32">;

/** The code of a pass. */
export function emitPass(body: FunctionBody, pass: Pass): void {
  const { lengths, operands, results } = pass;
  if (lengths.includes(0)) return;
  const nest = (depth: number, starts: readonly Pointer[], targets: readonly Pointer[]): void => {
    if (depth >= lengths.length - 1) return emitRow(body, pass, starts.map(kept), targets.map(kept));
    const rest = lengths.slice(depth + 1).reduce((size, n) => size * n, 1);
    body.for(i32.const(0), i32.const(lengths[depth]!), 1, (i) => {
      const moved = (start: Pointer, bytes: number): Local<"i32"> =>
        body.let(i32.add(start, i32.multiply(i, i32.const(bytes))));
      nest(
        depth + 1,
        operands.map((operand, k) => moved(starts[k]!, operand.steps[depth]! * bytesOf(operand))),
        results.map((result, k) => moved(targets[k]!, rest * bytesOf(result))),
      );
    });
  };
  const kept = (pointer: Pointer): Local<"i32"> => body.let(pointer);
  nest(
    0,
    operands.map(({ address }) => i32.const(address)),
    results.map(({ address }) => i32.const(address)),
  );
}

/** The last loop, in vectors, and the elements that are left over. */
function emitRow(
  body: FunctionBody,
  pass: Pass,
  starts: readonly Local<"i32">[],
  targets: readonly Local<"i32">[],
): void {
  const { operands, results, compute } = pass;
  const width = pass.lengths.at(-1) ?? 1;
  const stepOf = ({ steps }: Operand): number => steps.at(-1) ?? 0;
  const uniform = new Map(
    operands.flatMap((operand, k) =>
      stepOf(operand) === 0 ? [[operand, body.let(loadUniform(operand, starts[k]!))]] : [],
    ),
  );
  const load =
    (at: Pointer, lanes: number) =>
    (operand: Operand): Value<"v128"> => {
      const known = uniform.get(operand);
      if (known) return known;
      const bytes = stepOf(operand) * bytesOf(operand);
      const address = i32.add(starts[operands.indexOf(operand)]!, i32.multiply(at, i32.const(bytes)));
      return stepOf(operand) === 1 ? loadVector(operand, address) : gather(body.let(address), bytes, lanes);
    };
  const target = (result: Result, at: Pointer): Pointer =>
    i32.add(targets[results.indexOf(result)]!, i32.multiply(at, i32.const(bytesOf(result))));
  const whole = Math.floor(width / LANES) * LANES;
  if (whole > 0)
    body.for(i32.const(0), i32.const(whole), LANES, (at) => {
      const values = compute(body, load(at, LANES));
      for (const result of results) storeVector(body, result, target(result, at), values.get(result.value)!);
    });
  if (whole < width) {
    const at = i32.const(whole);
    const values = compute(body, load(at, width - whole));
    for (const result of results)
      storeFirst(body, result, body.let(target(result, at)), values.get(result.value)!, width - whole);
  }
}

/** The mask of four bytes of 0 or 1. */
const maskOfBytes = (bytes: Value<"v128">): Value<"v128"> =>
  i32x4.notEqual(i32x4.extendFirstBytes(bytes), i32x4.const(0));

/** Four elements that follow each other. At the end of a row they may be those of others, which nobody stores. */
const loadVector = ({ isMask }: Operand, address: Pointer): Value<"v128"> =>
  isMask ? maskOfBytes(v128.load32Zero(address)) : v128.load(address);

const loadUniform = ({ isMask }: Operand, address: Pointer): Value<"v128"> =>
  isMask ? i32x4.notEqual(i32x4.splat(i32.load8Unsigned(address)), i32x4.const(0)) : v128.load32Splat(address);

/** Numbers that lie apart, one a lane. */
const gather = (address: Local<"i32">, bytes: number, lanes: number): Value<"v128"> =>
  Array.from({ length: lanes }, (_, lane) => lane).reduce(
    (vector, lane) => v128.load32Lane(i32.add(address, i32.const(lane * bytes)), vector, lane),
    f32x4.const(0),
  );

/** Lanes in the form in which they stand in memory: numbers, or bytes of 0 and 1 in the first lanes. */
const stored = ({ isMask }: Result, lanes: Value<"v128">): Value<"v128"> =>
  isMask ? i32x4.narrowToBytes(v128.and(lanes, i32x4.const(1))) : lanes;

function storeVector(body: FunctionBody, result: Result, address: Pointer, lanes: Value<"v128">): void {
  if (result.isMask) body.do(v128.store32Lane(address, stored(result, lanes), 0));
  else body.do(v128.store(address, lanes));
}

function storeFirst(
  body: FunctionBody,
  result: Result,
  address: Local<"i32">,
  lanes: Value<"v128">,
  count: number,
): void {
  const vector = body.let(stored(result, lanes));
  for (let lane = 0; lane < count; lane++)
    body.do(
      result.isMask ? v128.store8Lane(address, vector, lane, lane) : v128.store32Lane(address, vector, lane, 4 * lane),
    );
}
