import { enumOf } from "./attributes.ts";
import type { Rule } from "./rule.ts";
import { rounded } from "./value.ts";

const each =
  (f: (...x: number[]) => number): Rule =>
  ({ resultTypes: [type] }, operands) => [
    {
      ...type!,
      data: operands[0]!.data.map((_, i) => rounded(type!.element, f(...operands.map(({ data }) => data[i]!)))),
    },
  ];
/** By whether the elements are numbers with fractions. */
const byKind =
  (ofFloat: (...x: number[]) => number, ofInteger: (...x: number[]) => number): Rule =>
  (operation, operands, call) =>
    each(operands[0]!.element.startsWith("f") ? ofFloat : ofInteger)(operation, operands, call);

const compare: Rule = (operation, operands, call) => {
  const kind = enumOf(operation, "compare_type");
  const wanted = { f: "FLOAT", i: "SIGNED", u: "UNSIGNED" }[operands[0]!.element[0]!];
  if (kind !== (operands[0]!.element === "i1" ? "UNSIGNED" : wanted))
    throw new TypeError(`compare ${kind} of ${operands[0]!.element}`);
  const directions: Record<string, (x: number, y: number) => boolean> = {
    EQ: (x, y) => x === y,
    NE: (x, y) => x !== y,
    LT: (x, y) => x < y,
    LE: (x, y) => x <= y,
    GT: (x, y) => x > y,
    GE: (x, y) => x >= y,
  };
  const f = directions[enumOf(operation, "comparison_direction")]!;
  return each((x, y) => Number(f(x, y)))(operation, operands, call);
};

const roundToEven = (x: number): number => {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x) === 0 && x < 0 ? -0 : Math.round(x);
  return below % 2 === 0 ? below || (x < 0 ? -0 : 0) : below + 1;
};
const power = (x: number, y: number): number => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y);

export const elementwiseRules: Readonly<Record<string, Rule>> = {
  negate: each((x) => -x),
  add: each((x, y) => x + y),
  subtract: each((x, y) => x - y),
  multiply: byKind(
    (x, y) => x * y,
    (x, y) => Math.imul(x, y),
  ),
  divide: each((x, y) => x / y),
  remainder: each((x, y) => x % y),
  sqrt: each((x) => Math.sqrt(x)),
  rsqrt: each((x) => 1 / Math.sqrt(x)),
  abs: each((x) => Math.abs(x)),
  sign: each((x) => Math.sign(x)),
  floor: each((x) => Math.floor(x)),
  ceil: each((x) => Math.ceil(x)),
  round_nearest_even: each((x) => roundToEven(x)),
  exponential: each((x) => Math.exp(x)),
  exponential_minus_one: each((x) => Math.expm1(x)),
  log: each((x) => Math.log(x)),
  log_plus_one: each((x) => Math.log1p(x)),
  power: each((x, y) => power(x, y)),
  tanh: each((x) => Math.tanh(x)),
  sine: each((x) => Math.sin(x)),
  cosine: each((x) => Math.cos(x)),
  tan: each((x) => Math.tan(x)),
  atan2: each((y, x) => Math.atan2(y, x)),
  maximum: each((x, y) => Math.max(x, y)),
  minimum: each((x, y) => Math.min(x, y)),
  and: each((x, y) => x & y),
  or: each((x, y) => x | y),
  xor: each((x, y) => x ^ y),
  not: each((x) => 1 - x), // of truth values alone
  shift_right_logical: each((x, by) => x >>> by),
  is_finite: each((x) => Number(Number.isFinite(x))),
  select: each((condition, x, y) => (condition ? x : y)),
  convert: ({ resultTypes: [type] }, [x]) => {
    // other conversions are up to the engine
    const isHeld = x!.data.every(
      (value) =>
        type!.element.startsWith("f") ||
        (Math.trunc(value) === rounded(type!.element, value) && Number.isFinite(value)),
    );
    if (!isHeld) throw new RangeError(`convert: ${x!.data.join()} as ${type!.element}`);
    return [{ ...type!, data: x!.data.map((value) => rounded(type!.element, value)) }];
  },
  compare,
};
