import type { Tensor } from "@adjoint/tensor";

/**
 * Chooses leaves: a pattern of paths, several of them, or a function of the path and the parameter. In a pattern `*`
 * stands for anything but a slash, `**` for anything.
 * @example "layers/**", or ["embedding", "head/bias"]
 * @example (path, param) => param.rank > 1
 */
export type Match = string | readonly string[] | ((path: string, param: Tensor) => boolean);

/** Is this leaf chosen? */
export type Matcher = (path: string, param: Tensor) => boolean;

/** A choice as a function. @throws TypeError when it is none. */
export function matcherOf(match: Match): Matcher {
  if (typeof match === "function") return match;
  const patterns = typeof match === "string" ? [match] : match;
  if (!Array.isArray(patterns) || !patterns.every((pattern) => typeof pattern === "string"))
    throw new TypeError(`match: a pattern, a list of them or a function is needed, got ${typeof match}; pass "**"?`);
  const expressions = patterns.map(toExpression);
  return (path) => expressions.some((expression) => expression.test(path));
}

function toExpression(pattern: string): RegExp {
  const source = pattern.replace(/\*\*\/|\*\*|\*|[.+?^${}()|[\]\\]/g, (token) => {
    if (token === "**/") return "(?:.*/)?"; // any depth, none included
    if (token === "**") return ".*";
    return token === "*" ? "[^/]*" : `\\${token}`;
  });
  return new RegExp(`^${source}$`, "s");
}
