import { FormulaError } from "./formula-error.ts";

export interface FormulaToken {
  readonly kind: "number" | "name" | "sign" | "end";
  readonly text: string;
  /** Counted from 1, as people do. */
  readonly at: number;
}

const TOKEN = /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-z]+)|(\*\*|[-+*/^(),·×−]))/iy;

/** Other ways to write the same sign. */
const SAME: Readonly<Record<string, string>> = { "**": "^", "·": "*", "×": "*", "−": "-" };

/** @throws FormulaError for a sign that no formula has. */
export function tokenizeFormula(text: string): FormulaToken[] {
  const tokens: FormulaToken[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const match = TOKEN.exec(text);
    if (!match) {
      const at = from + text.slice(from).search(/\S/);
      throw new FormulaError({ code: "unknownSign", found: String.fromCodePoint(text.codePointAt(at)!), at: at + 1 });
    }
    const [whole, number, name, sign] = match;
    const at = TOKEN.lastIndex - whole.trimStart().length + 1;
    if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (name !== undefined) tokens.push({ kind: "name", text: name.toLowerCase(), at });
    else tokens.push({ kind: "sign", text: SAME[sign!] ?? sign!, at });
  }
  tokens.push({ kind: "end", text: "", at: end + 1 });
  return tokens;
}
