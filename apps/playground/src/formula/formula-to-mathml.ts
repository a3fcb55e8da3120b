import { fenced, fraction, identifier, number, operator, power, root, row } from "../mathml/mathml.ts";
import type { Expression } from "./expression.ts";

/** How tight a kind of expression binds; what binds less than its place asks for gets parentheses. */
const SUM = 1;
const PRODUCT = 2;
const POWER = 3;
const ATOM = 4;

/** A formula as readers of mathematics expect it. */
export const formulaToMathml = (expression: Expression): string => `<math>${write(expression, SUM)}</math>`;

function write(expression: Expression, atLeast: number): string {
  const [html, binding] = parts(expression);
  return binding < atLeast ? fenced("(", html, ")") : html;
}

function parts(expression: Expression): readonly [html: string, binding: number] {
  switch (expression.kind) {
    case "number":
      return [number(nameOf(expression.value)), ATOM];
    case "variable":
      return [identifier(expression.name), ATOM];
    case "negate":
      return [row(operator("−"), write(expression.of, PRODUCT)), SUM];
    case "call":
      return call(expression.name, expression.of);
    case "binary":
      return binary(expression);
  }
}

const nameOf = (value: number): string => (value === Math.PI ? "π" : value === Math.E ? "e" : String(value));

function call(name: string, of: readonly Expression[]): readonly [string, number] {
  const [first] = of;
  if (name === "sqrt") return [root(write(first!, SUM)), ATOM];
  if (name === "abs") return [fenced("|", write(first!, SUM), "|"), ATOM];
  const inside = of.map((argument) => write(argument, SUM)).join(operator(","));
  return [row(identifier(name), fenced("(", inside, ")")), ATOM];
}

function binary({ operator: sign, left, right }: Extract<Expression, { kind: "binary" }>): readonly [string, number] {
  switch (sign) {
    case "+":
      return [row(write(left, SUM), operator("+"), write(right, SUM)), SUM];
    case "-":
      return [row(write(left, SUM), operator("−"), write(right, PRODUCT)), SUM];
    case "*":
      return [row(write(left, PRODUCT), product(right), write(right, PRODUCT)), PRODUCT];
    case "/":
      return [fraction(row(write(left, SUM)), row(write(right, SUM))), PRODUCT];
    case "^":
      return [power(write(left, ATOM), row(write(right, SUM))), POWER];
  }
}

/** Numbers side by side would read as one. */
const product = (right: Expression): string =>
  right.kind === "number" || (right.kind === "binary" && right.operator === "^" && right.left.kind === "number")
    ? operator("·")
    : "<mspace width='0.12em'></mspace>";
