/** A piece of a rule as the documentation writes it: `p <- p - e m^ / (sqrt(v^) + epsilon)`. */
export interface Token {
  readonly kind: "number" | "word" | "symbol";
  readonly text: string;
  /** Whether white space stands before it: `f(x)` is a call, `f (x)` a product. */
  readonly isApart: boolean;
}

const PATTERN = /(\s*)(?:(\d+(?:\.\d+)?(?:e-?\d+)?)|(\p{L}[\p{L}\d']*(?:\.\w+)*)|(<-|<=|>=|\+-|[^\s]))/gu;

/** Signs of Unicode that stand for a power. */
const POWERS: Readonly<Record<string, string>> = { "²": "2", "³": "3", ˣ: "x" };

export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  // letters that stand for a power are letters to Unicode: taken apart first
  const plain = text.replace(/[²³ˣ]/g, (sign) => `^${POWERS[sign]}`);
  for (const [, space = "", number, word, symbol] of plain.matchAll(PATTERN)) {
    const isApart = space !== "";
    if (number !== undefined) tokens.push({ kind: "number", text: number, isApart });
    else if (word !== undefined) tokens.push({ kind: "word", text: word, isApart });
    else if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol, isApart });
  }
  return tokens;
}
