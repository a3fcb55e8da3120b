/** Elements of MathML, as text. */
const element = (name: string, content: string): string => `<${name}>${content}</${name}>`;

export const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const GREEK: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  eta: "η",
  lambda: "λ",
  tau: "τ",
};

export const number = (text: string): string => element("mn", text);
export const operator = (text: string): string => element("mo", escape(text));
export const row = (...parts: readonly string[]): string => element("mrow", parts.join(""));
export const fraction = (above: string, below: string): string => `<mfrac>${above}${below}</mfrac>`;
export const root = (of: string): string => element("msqrt", of);
export const power = (base: string, exponent: string): string => `<msup>${base}${exponent}</msup>`;
export const subscript = (base: string, index: string): string => `<msub>${base}${index}</msub>`;
export const hat = (of: string): string => `<mover accent="true">${of}<mo>^</mo></mover>`;
export const fenced = (open: string, content: string, close: string): string =>
  row(fence(open, content), content, fence(close, content));

/** Brackets grow around what is high, and only then. */
const fence = (sign: string, content: string): string =>
  /<mfrac|<msqrt/.test(content) ? operator(sign) : `<mo stretchy="false">${sign}</mo>`;

/** "beta1" is a Greek letter with an index, "e_k" has one too; a name of several letters stays a name. */
export function identifier(name: string): string {
  const [, stem, index] = /^([a-zA-Z]|[a-z]+?)_?(\d+)$/.exec(name) ?? [];
  if (stem && index && (stem.length === 1 || Object.hasOwn(GREEK, stem))) return subscript(letter(stem), number(index));
  return letter(name);
}

const letter = (name: string): string => element("mi", GREEK[name] ?? name);
