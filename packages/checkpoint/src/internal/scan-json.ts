export interface JsonScan {
  /** Names of fields, those that come twice counted twice. */
  readonly names: number;
  /** Objects and arrays inside of each other. */
  readonly depth: number;
}

/**
 * What `JSON.parse` does not tell: it takes the last of several fields of one name, and its result may be nested deeper
 * than a recursion can follow. Of text that is no JSON it says something, and ends.
 */
export function scanJson(text: string): JsonScan {
  let [names, open, depth] = [0, 0, 0];
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') at = endOfString(text, at);
    else if (character === ":") names++;
    else if (character === "{" || character === "[") depth = Math.max(depth, ++open);
    else if (character === "}" || character === "]") open--;
  }
  return { names, depth };
}

/** The place of the quote that closes a string. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
