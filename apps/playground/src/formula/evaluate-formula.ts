import {
  abs,
  acos,
  add,
  asin,
  atan,
  cos,
  cosh,
  divide,
  exp,
  log,
  maximum,
  minimum,
  multiply,
  negate,
  pow,
  sin,
  sinh,
  sqrt,
  square,
  subtract,
  type Tensor,
  tan,
  tanh,
} from "@adjoint/tensor";
import type { Expression, FunctionName, Operator } from "./expression.ts";

/** What has no variable in it stays a number: an exponent, a factor. */
type Operand = Tensor | number;

const functions: Readonly<Record<FunctionName, (x: Tensor, y: Operand) => Tensor>> = {
  sin,
  cos,
  tan,
  asin,
  acos,
  atan,
  sinh,
  cosh,
  tanh,
  exp,
  log,
  sqrt,
  abs,
  min: minimum,
  max: maximum,
};

const operators: Readonly<Record<Operator, (x: Operand, y: Operand) => Tensor>> = {
  "+": add,
  "-": subtract,
  "*": multiply,
  "/": divide,
  "^": (x, y) => (y === 2 ? square(x) : pow(x, y)),
};

const ofNumbers: Readonly<Record<Operator, (x: number, y: number) => number>> = {
  "+": (x, y) => x + y,
  "-": (x, y) => x - y,
  "*": (x, y) => x * y,
  "/": (x, y) => x / y,
  "^": (x, y) => x ** y,
};

/** The value of a formula where x and y are tensors of one shape: differentiable, since it is made of operations. */
export function evaluateFormula(expression: Expression, x: Tensor, y: Tensor): Tensor {
  const value = evaluate(expression, x, y);
  return typeof value === "number" ? add(multiply(x, 0), value) : value;
}

function evaluate(expression: Expression, x: Tensor, y: Tensor): Operand {
  switch (expression.kind) {
    case "number":
      return expression.value;
    case "variable":
      return expression.name === "x" ? x : y;
    case "negate": {
      const of = evaluate(expression.of, x, y);
      return typeof of === "number" ? -of : negate(of);
    }
    case "binary": {
      const left = evaluate(expression.left, x, y);
      const right = evaluate(expression.right, x, y);
      if (typeof left === "number" && typeof right === "number") return ofNumbers[expression.operator](left, right);
      return operators[expression.operator](left, right);
    }
    case "call": {
      const values = expression.of.map((argument) => evaluate(argument, x, y));
      const ofNumbers: (...values: number[]) => number = Math[expression.name];
      if (values.every((value) => typeof value === "number")) return ofNumbers(...values);
      const [first, second = 0] = values;
      return applied(functions[expression.name], first!, second, x);
    }
  }
}

/** A number that meets a tensor in `min` or `max` becomes one of its shape. */
const applied = (of: (x: Tensor, y: Operand) => Tensor, first: Operand, second: Operand, like: Tensor): Tensor =>
  of(typeof first === "number" ? add(multiply(like, 0), first) : first, second);
