import { scanJson } from "./scan-json.ts";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * JSON of a file that may be hostile. `place` names it in messages.
 * @throws SyntaxError when it is no JSON, is nested deeper than `depth`, or has a name twice in one object.
 */
export function parseJson(place: string, text: string, depth: number): Json {
  const scan = scanJson(text);
  if (scan.depth > depth)
    throw new SyntaxError(`${place} must be JSON of ${depth} levels at most, got ${scan.depth}; is the file whole?`);
  let value: Json;
  try {
    value = JSON.parse(text) as Json; // JSON.parse gives nothing else
  } catch (error) {
    throw new SyntaxError(`${place} must be JSON, got other text; is the file whole?`, { cause: error });
  }
  if (countNames(value) !== scan.names)
    throw new SyntaxError(`${place} must have each name once, got one twice; was the file written by hand?`);
  return value;
}

function countNames(value: Json): number {
  if (typeof value !== "object" || value === null) return 0;
  const children = Object.values<Json>(value);
  return children.reduce<number>(
    (count, child) => count + countNames(child),
    Array.isArray(value) ? 0 : children.length,
  );
}
