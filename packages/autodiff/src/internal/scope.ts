import { nextTraceId, type Primitive, type Tensor, type Trace, TraceError } from "@adjoint/tensor";
import { rejectPromise } from "./reject-promise.ts";
import type { Call } from "./run-call.ts";

/** The trace of a transform: open while the function that is transformed runs. */
export abstract class Scope implements Trace {
  readonly id: number = nextTraceId();
  #isOpen = true;

  abstract record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[];
  /** Like `record`, for a call, where it is not what it is on a tape. */
  call?(call: Call, inputs: readonly Tensor[]): readonly Tensor[];

  /** Runs the function that `transform` is about; afterwards nothing is recorded any more. */
  run<A extends readonly unknown[], R>(transform: string, f: (...inputs: A) => R, inputs: readonly unknown[]): R {
    let result: R;
    try {
      result = f(...(inputs as A)); // with stand-ins for tensors
    } finally {
      this.#isOpen = false;
    }
    rejectPromise(transform, f.name, result);
    return result;
  }

  /** For each operation on a stand-in of this trace. */
  checkOpen(operation: string): void {
    if (!this.#isOpen)
      throw new TraceError(
        `${operation}: a tensor was traced in a function that is over; return it from there, as auxiliary output beside a loss`,
      );
  }
}

/** For what enters or leaves a transform without belonging to its trace. */
export function checkAlive(transform: string, { trace }: Tensor): void {
  if (trace instanceof Scope) trace.checkOpen(transform);
}
