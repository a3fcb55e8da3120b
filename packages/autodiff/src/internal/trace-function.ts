import { checkTensor, checkType, isTensor } from "@adjoint/tensor";
import { mapLeaves } from "@adjoint/tree";
import { checkAlive } from "./scope.ts";
import { Tape } from "./tape.ts";

export interface Traced<R> {
  readonly tape: Tape;
  /** The argument as f got it, with stand-ins for its leaves. */
  readonly stands: unknown;
  /** What f returned, with values in place of stand-ins. */
  readonly value: R;
  /** What f returned. */
  readonly result: R;
}

/**
 * Where every derivative begins: f runs on stand-ins for the leaves of one of its arguments. `transform` is for messages.
 * @throws RangeError when there is no such argument.
 */
export function traceFunction<A extends readonly unknown[], R>(
  transform: string,
  f: (...inputs: A) => R,
  inputs: readonly unknown[],
  argument = 0,
  tape: Tape = new Tape(),
): Traced<R> {
  if (!(argument in inputs))
    throw new RangeError(
      `${transform}: argument must be the position of one of ${inputs.length} arguments, got ${argument}; count from 0?`,
    );
  const stands = mapLeaves((leaf: unknown, path) => {
    const name = `${transform}: ${path || "the argument"}`;
    checkTensor(name, leaf);
    checkType(name, "float", leaf.dtype);
    checkAlive(transform, leaf);
    return tape.source(leaf);
  }, inputs[argument]);
  const result = tape.run(
    transform,
    f,
    inputs.map((input, i) => (i === argument ? stands : input)),
  );
  const value = mapLeaves((leaf: unknown) => {
    if (!isTensor(leaf)) return leaf;
    const lowered = tape.lower(leaf);
    checkAlive(transform, lowered);
    return lowered;
  }, result) as R; // form and types stay
  return { tape, stands, value, result };
}
