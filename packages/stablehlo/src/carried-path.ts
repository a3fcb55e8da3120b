/**
 * Which results are arguments at the next step, by their paths: `{ params: 0, state: 1 }` for a step that takes
 * parameters and state first and returns a record with both.
 */
export type Carry = Readonly<Record<string, string | number>>;

/** The path of the argument that a result is at the next step; undefined for one that is not carried. */
export function carriedPath(result: string, carry: Carry): string | undefined {
  for (const [from, to] of Object.entries(carry))
    if (result === from || result.startsWith(`${from}/`)) return `${to}${result.slice(from.length)}`;
  return undefined;
}
