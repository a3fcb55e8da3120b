import { nextTraceId, type Primitive, type Tensor, type Trace, TraceError } from "@adjoint/tensor";
import { rejectPromise } from "./reject-promise.ts";

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

/** The trace of a transform: open while the function that is transformed runs. */
export abstract class Scope implements Trace {
  readonly id: number = nextTraceId();
  #isOpen = true;

  abstract record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[];
  /** Like `record`, for a call. */
  abstract call(call: Call, inputs: readonly Tensor[]): readonly Tensor[];

  /** Runs the function, called so, that `transform` is about; afterwards nothing is recorded any more. */
  run<R>(transform: string, called: string, f: () => R): R {
    let result: R;
    try {
      result = f();
    } finally {
      this.#isOpen = false;
    }
    rejectPromise(transform, called, result);
    return result;
  }

  /** For each operation on a stand-in of this trace. */
  protected checkOpen(operation: string): void {
    if (!this.#isOpen)
      throw new TraceError(
        `${operation}: an input was traced in a function that is over; return it from there, as auxiliary output beside a loss`,
      );
  }

  /** A call that used more of this trace than its inputs would lose the derivative for it. */
  protected checkCaptured(call: Call, results: readonly Tensor[]): void {
    if (results.some(({ trace }) => trace && trace.id >= this.id))
      throw new TraceError(
        `${call.name}: the function uses a traced tensor that is not among its arguments; pass it in as one`,
      );
  }

  /** For what enters or leaves a transform without belonging to its trace. */
  static checkAlive(transform: string, { trace }: Tensor): void {
    if (trace instanceof Scope && !trace.#isOpen)
      throw new TraceError(
        `${transform}: a tensor came in or out that was traced in another function, which is over; return it from there`,
      );
  }
}

/** Runs a call: the newest trace among the inputs sees it whole, one that knows no calls sees what is inside. */
export function runCall(call: Call, inputs: readonly Tensor[]): readonly Tensor[] {
  let newest: Trace | undefined;
  for (const { trace } of inputs) if (trace && (!newest || trace.id > newest.id)) newest = trace;
  return newest instanceof Scope ? newest.call(call, inputs) : call.run(inputs);
}
