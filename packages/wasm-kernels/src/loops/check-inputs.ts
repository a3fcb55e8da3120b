import { type AnyExpression, visit } from "./expression.ts";

/** Checks that the inputs of an expression are among `count` that are there. */
export function checkInputs(operation: string, root: AnyExpression, count: number): void {
  visit([root], (node) => {
    if (node.kind === "input" && !(node.index >= 0 && node.index < count))
      throw new RangeError(
        `${operation}: input(${node.index}) must be one of ${count} inputs, counted from 0; declare it?`,
      );
    return true;
  });
}
