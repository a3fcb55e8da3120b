/** A function as one of a single argument, the others kept; and that argument. */
export interface OfArgument<R> {
  readonly f: (param: never) => R;
  readonly param: never;
}

/** @throws RangeError when there is no such argument. */
export function ofArgument<R>(
  transform: string,
  f: (...inputs: unknown[]) => R,
  argument: number,
  inputs: readonly unknown[],
): OfArgument<R> {
  if (!(argument in inputs))
    throw new RangeError(
      `${transform}: argument must be the position of one of ${inputs.length} arguments, got ${argument}; count from 0?`,
    );
  return {
    f: (param) => f(...inputs.map((input, i) => (i === argument ? param : input))),
    param: inputs[argument] as never, // its leaves are checked where it is traced
  };
}
