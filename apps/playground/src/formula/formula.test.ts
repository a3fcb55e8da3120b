import { valueAndGrad } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { evaluateFormula } from "./evaluate-formula.ts";
import { FormulaError, type FormulaProblem } from "./formula-error.ts";
import { formulaToMathml } from "./formula-to-mathml.ts";
import { parseFormula } from "./parse-formula.ts";

const scalar = (value: number) => tensor(value, { dtype: "float64" });
const at = (text: string, x: number, y: number): number =>
  evaluateFormula(parseFormula(text), scalar(x), scalar(y)).item();

function problemOf(text: string): FormulaProblem | undefined {
  try {
    parseFormula(text);
  } catch (error) {
    if (error instanceof FormulaError) return error.problem;
    throw error;
  }
  return undefined;
}

describe("values are those of JavaScript", () => {
  test.each<readonly [string, (x: number, y: number) => number]>([
    ["1 - x - y", (x, y) => 1 - x - y],
    ["-x^2", (x) => -(x ** 2)],
    ["2^3^2 x", (x) => 2 ** (3 ** 2) * x],
    ["2^-x", (x) => 2 ** -x],
    ["x / y / 2", (x, y) => x / y / 2],
    ["2x y + 3 sin(x)", (x, y) => 2 * x * y + 3 * Math.sin(x)],
    ["2(x + 1)(y - 1)", (x, y) => 2 * (x + 1) * (y - 1)],
    ["x ** 2 · y − 1e-1", (x, y) => x ** 2 * y - 0.1],
    ["max(x, 1) + min(2, y)", (x, y) => Math.max(x, 1) + Math.min(2, y)],
    [
      "EXP(-abs(x)) * log(y + 3) / sqrt(2 pi)",
      (x, y) => (Math.exp(-Math.abs(x)) * Math.log(y + 3)) / Math.sqrt(2 * Math.PI),
    ],
    ["tanh(x) + atan(y) - e", (x, y) => Math.tanh(x) + Math.atan(y) - Math.E],
    ["7", () => 7],
    ["max(1, 2) - - +x", (x) => 2 + x],
  ])("%s", (text, expected) => {
    for (const [x, y] of [
      [0.7, 1.3],
      [-1.2, 0.4],
    ] as const)
      expect(at(text, x, y)).toBeCloseTo(expected(x, y), 12);
  });
});

test("the gradient is the one of calculus", () => {
  const f = parseFormula("(1 - x)^2 + 100 (y - x^2)^2");
  const point = { x: scalar(-1.2), y: scalar(1) };
  const [value, gradient] = valueAndGrad(({ x, y }: typeof point) => evaluateFormula(f, x, y))(point);
  expect(value.item()).toBeCloseTo(24.2, 12);
  // Moré, Garbow, Hillstrom 1981, problem 1, by hand: -2 (1 - x) - 400 x (y - x^2), 200 (y - x^2)
  expect(gradient.x.item()).toBeCloseTo(-215.6, 10);
  expect(gradient.y.item()).toBeCloseTo(-88, 10);
});

describe("a problem is named with its place", () => {
  test.each<readonly [string, FormulaProblem]>([
    ["  ", { code: "empty" }],
    ["x +", { code: "expectedOperand", found: "", at: 4 }],
    ["x + * y", { code: "expectedOperand", found: "*", at: 5 }],
    ["(x + y", { code: "expectedClose", found: "", at: 7 }],
    ["x + y)", { code: "expectedEnd", found: ")", at: 6 }],
    ["x $ y", { code: "unknownSign", found: "$", at: 3 }],
    ["x + foo(y)", { code: "unknownName", found: "foo", at: 5 }],
    ["constructor(x)", { code: "unknownName", found: "constructor", at: 1 }],
    ["sin x", { code: "expectedOpen", found: "x", at: 5 }],
    ["min(x)", { code: "argumentCount", found: "min", at: 1, count: 2 }],
    ["(".repeat(400), { code: "tooDeep" }],
    ["-".repeat(400), { code: "tooDeep" }],
    ["x+".repeat(400), { code: "tooLong", limit: 500 }],
  ])("%s", (text, problem) => expect(problemOf(text)).toEqual(problem));
});

test("as MathML a formula keeps its parentheses where they matter", () => {
  expect(formulaToMathml(parseFormula("(x + 1)^2 / 2"))).toBe(
    '<math><mfrac><mrow><msup><mrow><mo stretchy="false">(</mo><mrow><mi>x</mi><mo>+</mo><mn>1</mn></mrow>' +
      '<mo stretchy="false">)</mo></mrow><mrow><mn>2</mn></mrow></msup></mrow><mrow><mn>2</mn></mrow></mfrac></math>',
  );
});
