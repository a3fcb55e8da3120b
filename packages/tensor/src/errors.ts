/** Shapes that do not fit together, or not with what was asked for. */
export class ShapeError extends RangeError {
  override readonly name: string = "ShapeError";
}

/** A tensor of a type that the operation does not take. */
export class DTypeError extends TypeError {
  override readonly name: string = "DTypeError";
}

/** A traced tensor that was read, or used outside of the function it was traced in. */
export class TraceError extends Error {
  override readonly name: string = "TraceError";
}
