import { CONSTANTS, type Expression, FUNCTIONS, type FunctionName, type Operator } from "./expression.ts";
import { FormulaError } from "./formula-error.ts";
import { type FormulaToken, tokenizeFormula } from "./tokenize-formula.ts";

const LONGEST = 500;
const DEEPEST = 60;

/**
 * A formula as people write it: `(1 - x)^2 + 100 (y - x^2)^2`, with `2x`, `3 sin(x)` and `x y` as products. Powers bind
 * tighter than a sign, and to the right. It becomes a tree, never code.
 * @throws FormulaError that says what is wrong, and where.
 */
export function parseFormula(text: string): Expression {
  if (text.trim() === "") throw new FormulaError({ code: "empty" });
  if (text.length > LONGEST) throw new FormulaError({ code: "tooLong", limit: LONGEST });
  return new Parser(tokenizeFormula(text)).whole();
}

class Parser {
  readonly #tokens: readonly FormulaToken[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly FormulaToken[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#sum();
    if (this.#next.kind !== "end") this.#fail("expectedEnd");
    return expression;
  }

  // the last token is the end, and nothing goes past it
  get #next(): FormulaToken {
    return this.#tokens[this.#at]!;
  }

  #fail(code: "expectedEnd" | "expectedOperand" | "expectedClose" | "expectedOpen" | "unknownName"): never {
    throw new FormulaError({ code, found: this.#next.text, at: this.#next.at });
  }

  #take(...signs: readonly string[]): string | undefined {
    const { kind, text } = this.#next;
    if (kind !== "sign" || !signs.includes(text)) return undefined;
    this.#at++;
    return text;
  }

  #sum(): Expression {
    if (++this.#depth > DEEPEST) throw new FormulaError({ code: "tooDeep" });
    let left = this.#product();
    for (let sign = this.#take("+", "-"); sign; sign = this.#take("+", "-"))
      left = binary(sign as Operator, left, this.#product());
    this.#depth--;
    return left;
  }

  #product(): Expression {
    let left = this.#signed();
    for (;;) {
      const sign = this.#take("*", "/");
      if (sign) left = binary(sign as Operator, left, this.#signed());
      else if (this.#startsFactor()) left = binary("*", left, this.#power());
      else return left;
    }
  }

  #startsFactor(): boolean {
    const { kind, text } = this.#next;
    return kind === "number" || kind === "name" || text === "(";
  }

  #signed(): Expression {
    const sign = this.#take("-", "+");
    if (!sign) return this.#power();
    if (++this.#depth > DEEPEST) throw new FormulaError({ code: "tooDeep" });
    const of = this.#signed();
    this.#depth--;
    return sign === "-" ? { kind: "negate", of } : of;
  }

  #power(): Expression {
    const base = this.#primary();
    return this.#take("^") ? binary("^", base, this.#signed()) : base;
  }

  #primary(): Expression {
    const { kind, text } = this.#next;
    if (kind === "number") {
      this.#at++;
      return { kind: "number", value: Number(text) };
    }
    if (kind === "name") return this.#named(text);
    if (!this.#take("(")) this.#fail("expectedOperand");
    return this.#closed(this.#sum());
  }

  #named(name: string): Expression {
    const value = Object.hasOwn(CONSTANTS, name) ? CONSTANTS[name] : undefined;
    if (value === undefined && name !== "x" && name !== "y" && !Object.hasOwn(FUNCTIONS, name))
      this.#fail("unknownName");
    const { at } = this.#next;
    this.#at++;
    if (value !== undefined) return { kind: "number", value };
    if (name === "x" || name === "y") return { kind: "variable", name };
    return this.#call(name as FunctionName, at); // one of FUNCTIONS, as was checked
  }

  #call(name: FunctionName, at: number): Expression {
    if (!this.#take("(")) this.#fail("expectedOpen");
    const of = [this.#sum()];
    while (this.#take(",")) of.push(this.#sum());
    const count = FUNCTIONS[name];
    if (of.length !== count) throw new FormulaError({ code: "argumentCount", found: name, at, count });
    return this.#closed({ kind: "call", name, of });
  }

  #closed(expression: Expression): Expression {
    if (!this.#take(")")) this.#fail("expectedClose");
    return expression;
  }
}

const binary = (operator: Operator, left: Expression, right: Expression): Expression => ({
  kind: "binary",
  operator,
  left,
  right,
});
