/** A formula in x and y, as a tree. */
export type Expression =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "variable"; readonly name: "x" | "y" }
  | { readonly kind: "negate"; readonly of: Expression }
  | { readonly kind: "binary"; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  | { readonly kind: "call"; readonly name: FunctionName; readonly of: readonly Expression[] };

export type Operator = "+" | "-" | "*" | "/" | "^";

/** The functions that a formula may call, with the number of their arguments. */
export const FUNCTIONS = {
  sin: 1,
  cos: 1,
  tan: 1,
  asin: 1,
  acos: 1,
  atan: 1,
  sinh: 1,
  cosh: 1,
  tanh: 1,
  exp: 1,
  log: 1,
  sqrt: 1,
  abs: 1,
  min: 2,
  max: 2,
} as const;

export type FunctionName = keyof typeof FUNCTIONS;

export const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, e: Math.E };
