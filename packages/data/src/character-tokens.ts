import { checkTensor, DTypeError, type Tensor, tensor } from "@adjoint/tensor";

export interface CharacterTokensOptions {
  /** The characters that have a token, in the order of their tokens; default: those of the text, sorted. */
  readonly vocabulary?: readonly string[];
}

/** A text as tokens, and the way there and back. */
export interface CharacterTokens {
  /** The character of each token. Keep it with the model: `characterTokens(text, { vocabulary })` is the same again. */
  readonly vocabulary: readonly string[];
  /** The text, int32 [n]. */
  readonly tokens: Tensor;
  /** Another text, int32 [n]. @throws RangeError that names a character without a token. */
  readonly encode: (text: string) => Tensor;
  /** The text of tokens [n]. @throws RangeError that names a number that is no token. */
  readonly decode: (tokens: Tensor) => string;
}

/**
 * A token for every character of a text: its place among the different ones, sorted by their numbers in Unicode. A
 * character is a code point, so that an emoji is one; half a surrogate pair is one too, and comes back as it was.
 * @throws RangeError when the text is empty, a character has no token, or the vocabulary has one twice or no character;
 * TypeError for what is no text.
 * @example
 * const { tokens, vocabulary, decode } = characterTokens(await readFile("book.txt", "utf8"));
 * const source = epochs(contextWindows(tokens, { length: 64 }), { batchSize: 32, key });
 */
export function characterTokens(text: string, { vocabulary }: CharacterTokensOptions = {}): CharacterTokens {
  if (typeof text !== "string")
    throw new TypeError(`characterTokens: a text is needed, got ${typeof text}; decode it as UTF-8 first?`);
  if (text === "" && vocabulary === undefined)
    throw new RangeError("characterTokens: a text with characters is needed, got none; is the file empty?");
  const characters = vocabulary ? [...vocabulary] : [...new Set(text)].sort(byCodePoint);
  const tokenOf = new Map(characters.map((character, token) => [character, token]));
  const stray = characters.find((character) => typeof character !== "string" || Array.from(character).length !== 1);
  if (stray !== undefined || tokenOf.size < characters.length)
    throw new RangeError(
      `characterTokens: a vocabulary holds characters, each once, got ${stray === undefined ? "one twice" : JSON.stringify(stray)}; is it the one that was kept?`,
    );
  const encode = (other: string): Tensor => tensor(tokensOf(other, tokenOf));
  return { vocabulary: characters, tokens: encode(text), encode, decode: (tokens) => textOf(tokens, characters) };
}

const byCodePoint = (a: string, b: string): number => a.codePointAt(0)! - b.codePointAt(0)!;

function tokensOf(text: string, tokenOf: ReadonlyMap<string, number>): Int32Array {
  const tokens = new Int32Array(text.length); // as many as there are characters, or more
  let count = 0;
  for (const character of text) {
    const token = tokenOf.get(character);
    if (token === undefined)
      throw new RangeError(
        `encode: characters of the vocabulary are needed, got ${JSON.stringify(character)} as character ${count}; replace it?`,
      );
    tokens[count++] = token;
  }
  return tokens.slice(0, count);
}

function textOf(tokens: Tensor, characters: readonly string[]): string {
  checkTensor("decode", tokens);
  if (tokens.dtype !== "int32" && tokens.dtype !== "uint8")
    throw new DTypeError(`decode: tokens are int32 or uint8, got ${tokens.dtype}; cast them?`);
  return Array.from(tokens.dataSync(), (token) => {
    const character = characters[token];
    if (character !== undefined) return character;
    throw new RangeError(
      `decode: tokens are from 0 to ${characters.length - 1}, got ${token}; is it another vocabulary?`,
    );
  }).join("");
}
