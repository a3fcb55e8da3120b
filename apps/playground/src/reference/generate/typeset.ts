import {
  escape,
  fenced,
  fraction,
  hat,
  identifier,
  number,
  operator,
  power,
  root,
  row,
  subscript,
} from "../../mathml/mathml.ts";
import { type Token, tokenize } from "./notation-tokens.ts";

/** Names that the rules of the tables use for what every reader of mathematics knows. */
const FUNCTIONS = [
  "sqrt",
  "abs",
  "norm",
  "log",
  "exp",
  "min",
  "max",
  "sum",
  "mean",
  "sign",
  "floor",
  "clip",
  "cosh",
  "cos",
  "softmax",
  "value",
  "P",
];
const LETTERS = /^(?:\p{L}\d?|alpha|beta\d?|gamma|delta|epsilon|eta|lambda|tau)$/u;

const RELATIONS: Readonly<Record<string, string>> = {
  "=": "=",
  "<-": "←",
  "<=": "≤",
  ">=": "≥",
  "<": "<",
  ">": ">",
  "≠": "≠",
  "≤": "≤",
};
const SIGNS: Readonly<Record<string, string>> = { "+": "+", "-": "−", "+-": "±", "±": "±" };
const HALF = "½";
const THIN_SPACE = `<mspace width="0.17em"></mspace>`;

/**
 * A rule of the documentation as HTML: what is mathematics becomes MathML, what is prose stays text.
 * @param names of functions and settings, which are no prose
 */
export const typeset = (rule: string, names: readonly string[]): string => new Typesetter(rule, names).html();

/** A piece of MathML, and the same without the parentheses that a fraction bar, a root or a raised position replaces. */
interface Part {
  readonly html: string;
  readonly bare: string;
}

const part = (html: string, bare = html): Part => ({ html, bare });

class Typesetter {
  readonly #tokens: readonly Token[];
  readonly #names: ReadonlySet<string>;
  #at = 0;
  /** Inside of bars the next one closes. */
  #isInBars = false;

  constructor(rule: string, names: readonly string[]) {
    this.#tokens = tokenize(rule);
    this.#names = new Set([...names, ...FUNCTIONS]);
  }

  html(): string {
    let html = "";
    while (this.#next) {
      const space = this.#next.isApart ? " " : "";
      if (this.#startsOperand() || this.#startsSigned())
        html += `${space}<math displaystyle="true">${this.#relation()}</math>`;
      else html += space + escape(this.#tokens[this.#at++]!.text);
    }
    return html.trim();
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  #has(...texts: readonly string[]): boolean {
    return this.#next !== undefined && texts.includes(this.#next.text);
  }

  #take(text: string): boolean {
    if (!this.#has(text)) return false;
    this.#at++;
    return true;
  }

  #startsSigned = (ahead = 0): boolean =>
    ["-", "±"].includes(this.#tokens[this.#at + ahead]?.text ?? "") && this.#startsOperand(ahead + 1);

  #startsOperand(ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead];
    if (!token) return false;
    if (token.kind === "word") return this.#isName(this.#at + ahead);
    if (token.text === "(" || token.text === "[")
      return this.#startsOperand(ahead + 1) || this.#startsSigned(ahead + 1);
    if (token.text === "|") return !this.#isInBars;
    return token.kind === "number" || [HALF, "√", "Σ"].includes(token.text);
  }

  /** A letter, or a name that the caller knows; but "a" before a word of prose is an article. */
  #isName(at: number): boolean {
    const { text } = this.#tokens[at]!;
    if (text !== "a") return LETTERS.test(text) || this.#names.has(text);
    const after = this.#tokens[at + 1];
    return after?.kind !== "word" || this.#isName(at + 1);
  }

  #relation(): string {
    let result = this.#sum();
    while (this.#next && this.#next.text in RELATIONS && (this.#startsOperand(1) || this.#startsSigned(1))) {
      result += operator(RELATIONS[this.#next.text]!);
      this.#at++;
      result += this.#sum();
    }
    return result;
  }

  #sum(): string {
    let result = this.#startsSigned() ? this.#sign() : "";
    result += this.#product();
    while (this.#has(...Object.keys(SIGNS)) && this.#startsOperand(1)) result += this.#sign() + this.#product();
    return result;
  }

  #sign(): string {
    const sign = SIGNS[this.#next!.text]!;
    this.#at++;
    return operator(sign);
  }

  #product(): string {
    let factors = [this.#power()];
    for (;;) {
      if (this.#has("/") && this.#startsOperand(1)) {
        this.#at++;
        const above = factors.length === 1 ? factors[0]!.bare : joined(factors);
        factors = [part(fraction(row(above), row(this.#power().bare)))];
      } else if (this.#startsOperand() && this.#tokens[this.#at - 1]!.text !== "0") factors.push(this.#power());
      else return joined(factors);
    }
  }

  #power(): Part {
    const base = this.#primary();
    if (!this.#take("^")) return base;
    const after = this.#next;
    if (!after || after.isApart || (after.kind === "symbol" && !"(-".includes(after.text))) return part(hat(base.html));
    const minus = this.#take("-") ? operator("−") : "";
    return part(power(base.html, row(minus, this.#primary().bare)));
  }

  #primary(): Part {
    const token = this.#tokens[this.#at++]!;
    if (token.kind === "number") return part(number(token.text));
    if (token.kind === "word") return this.#named(token.text);
    if (token.text === HALF) return part(fraction(number("1"), number("2")));
    if (token.text === "√") return part(root(this.#product()));
    if (token.text === "Σ") return part(operator("∑"));
    return token.text === "|" ? this.#absolute() : this.#group(token.text);
  }

  #absolute(): Part {
    this.#isInBars = true;
    const inside = this.#relation();
    this.#take("|");
    this.#isInBars = false;
    return part(fenced("|", inside, "|"));
  }

  /** A bracket, whose closing one may be of the other kind: [0, 1). */
  #group(open: string): Part {
    const wasInBars = this.#isInBars;
    this.#isInBars = false;
    const parts = [this.#relation()];
    while (this.#has(",") && (this.#startsOperand(1) || this.#startsSigned(1))) {
      this.#at++;
      parts.push(this.#relation());
    }
    this.#isInBars = wasInBars;
    const close = this.#has(")", "]") ? this.#tokens[this.#at++]!.text : "";
    const inside = parts.join(operator(","));
    return part(fenced(open, inside, close), inside);
  }

  #named(name: string): Part {
    const opens = this.#next && !this.#next.isApart && this.#startsOperand() ? this.#next.text : "";
    if (opens === "[") {
      this.#at++;
      return part(subscript(identifier(name), row(this.#group("[").bare)));
    }
    if (this.#has("_") && this.#startsOperand(1)) {
      this.#at++;
      return part(subscript(identifier(name), this.#primary().html));
    }
    if (opens !== "(") return part(identifier(name));
    this.#at++;
    const { html, bare } = this.#group("(");
    if (name === "sqrt") return part(root(bare));
    if (name === "abs") return part(fenced("|", bare, "|"));
    if (name === "norm") return part(fenced("‖", bare, "‖"));
    return part(row(identifier(name), html));
  }
}

const joined = (factors: readonly Part[]): string => factors.map(({ html }) => html).join(THIN_SPACE);
