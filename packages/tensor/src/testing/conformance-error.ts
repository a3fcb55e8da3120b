/** What one wrote does not do what all of its kind do, or what its row of cases or a transform of it says. */
export class ConformanceError extends Error {
  override readonly name: string = "ConformanceError";
}

/** @throws ConformanceError with the message unless the condition holds. */
export function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new ConformanceError(message);
}
