import { newestTrace, type Primitive, type Tensor, TraceError } from "@adjoint/tensor";
import { Scope } from "./scope.ts";
import { Tape } from "./tape.ts";

/** A function that a transform sees as one operation, with a derivative of its own. */
export interface Call {
  readonly name: string;
  /** Its derivative is that of what it runs: who looks inside finds the same. */
  readonly isTransparent: boolean;
  run(inputs: readonly Tensor[]): readonly Tensor[];
  /** Gradients of the inputs that are wanted, linear in the cotangents; null: there is none. */
  pull(
    cotangents: readonly Tensor[],
    inputs: readonly Tensor[],
    outputs: readonly Tensor[],
    isWanted: readonly boolean[],
  ): readonly (Tensor | null)[];
}

/** Runs a call: the newest trace among the inputs sees it whole, one that knows no calls sees what is inside. */
export function runCall(call: Call, inputs: readonly Tensor[]): readonly Tensor[] {
  const trace = newestTrace(inputs);
  if (trace instanceof Scope && trace.call) return trace.call(call, inputs);
  return trace instanceof Tape ? recordCall(trace, call, inputs) : call.run(inputs);
}

/** On a tape, a call is an entry like others. */
export function recordCall(tape: Tape, call: Call, inputs: readonly Tensor[]): readonly Tensor[] {
  const isWanted = inputs.map(({ trace }) => trace === tape);
  const vjp: Primitive["vjp"] = (cotangents, values, outputs) =>
    call.pull(cotangents, values, outputs, isWanted).map((gradient) => gradient && (() => gradient));
  return tape.record({ name: call.name, vjp }, inputs, undefined, (primals) => {
    const results = runCall(call, primals);
    checkCaptured(tape, call, results);
    return results;
  });
}

/** A call that used more of a trace than its inputs would lose the derivative for it. */
export function checkCaptured({ id }: Scope, call: Call, results: readonly Tensor[]): void {
  if (results.some(({ trace }) => trace && trace.id >= id))
    throw new TraceError(
      `${call.name}: the function uses a traced tensor that is not among its arguments; pass it in as one`,
    );
}
