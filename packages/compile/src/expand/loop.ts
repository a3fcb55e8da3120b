import { bind, fromBuffer, type Primitive, type Spec, type Tensor } from "@adjoint/tensor";
import type { Graph } from "../graph.ts";
import { interpreter } from "../interpreter.ts";
import { optimize } from "../optimize.ts";
import { traceGraph } from "../trace-graph.ts";

/** What is repeated, and how often. */
export class Repetition {
  readonly count: number;
  /** Inputs: the number of the round (an `int32` scalar), the state, what stays; outputs: the next state. */
  readonly body: Graph;
  constructor(count: number, body: Graph) {
    this.count = count;
    this.body = body;
  }
}

/** The state after some rounds: inputs are the state and then what stays the same, outputs the last state. */
export const loopPrimitive: Primitive<readonly Tensor[], readonly Tensor[], Repetition> = {
  name: "loop",
  shape: (inputs, { body }) => body.outputs.map((_, i): Spec => ({ shape: inputs[i]!.shape, dtype: inputs[i]!.dtype })),
  kernel: (inputs, { count, body }) => {
    const { run } = interpreter.build(body);
    const fixed = inputs.slice(body.outputs.length);
    let state: readonly Tensor[] = inputs.slice(0, body.outputs.length);
    for (let round = 0; round < count; round++) state = run([roundNumber(round), ...state, ...fixed]);
    return state;
  },
  vjp: null,
  batch: null,
};

const roundNumber = (round: number): Tensor => fromBuffer(Int32Array.of(round), { shape: [], dtype: "int32" });

/**
 * Rounds of one step, as one operation: what would be too long when written out. The step sees what it is given alone,
 * so what stays the same from round to round goes in beside the state. Without a derivative.
 * @example loop(10, (round, [x]) => [add(x, cast(round, x.dtype))], [x])
 */
export function loop<S extends readonly Tensor[], F extends readonly Tensor[]>(
  count: number,
  step: (round: Tensor, state: S, ...fixed: F) => S,
  state: S,
  ...fixed: F
): S {
  const { graph } = traceGraph(
    (round: Tensor, from: S, others: F) => step(round, from, ...others),
    [roundNumber(0), state, fixed],
  );
  return bind(loopPrimitive, [...state, ...fixed], new Repetition(count, optimize(graph))) as unknown as S; // the same specs
}
