import type { Spec } from "@adjoint/tensor";
import type { Graph, Value } from "../graph.ts";

/**
 * For each output (by its number) the donated input whose memory it takes: one of its shape and type, by the longest
 * common end of their paths, so that `0/hidden/weights` goes with `params/hidden/weights` and comes back in its place.
 * `isMade` says whether the program makes a value in memory of its own.
 */
export function pairDonated(
  { values, inputs, outputs }: Graph,
  donated: ReadonlySet<Value>,
  isMade: (value: Value) => boolean,
): ReadonlyMap<number, Value> {
  const kindOf = (value: Value): string => formOf(values[value]!);
  const given = new Map<string, { readonly value: Value; readonly names: readonly string[] }[]>();
  for (const { value, path } of inputs) {
    if (!donated.has(value)) continue;
    const alike = given.get(kindOf(value)) ?? [];
    given.set(kindOf(value), alike);
    alike.push({ value, names: namesFromEnd(path) });
  }
  const candidates = outputs.flatMap(({ value, path }, output) => {
    const names = namesFromEnd(path);
    return (given.get(kindOf(value)) ?? [])
      .filter((port) => port.value === value || isMade(value))
      .map((port) => ({ output, value, input: port.value, likeness: likeness(port.names, names) }));
  });
  const pairs = new Map<number, Value>();
  const taken = new Set<Value>();
  for (const { output, value, input } of candidates.sort((a, b) => b.likeness - a.likeness)) {
    // a value has one place, and a place one value
    if (pairs.has(output) || taken.has(input) || (value !== input && taken.has(value))) continue;
    pairs.set(output, input);
    taken.add(input).add(value);
  }
  return pairs;
}

/** The same for values of one shape and type. */
const formOf = ({ shape, dtype }: Spec): string => `${dtype} ${shape.join()}`;

/** The names of a path below the argument or the result that it is in, the last first. */
const namesFromEnd = (path: string): string[] => path.split("/").slice(1).reverse();

/** How many names the ends of two paths share. */
function likeness(first: readonly string[], second: readonly string[]): number {
  let shared = 0;
  while (shared < first.length && first[shared] === second[shared]) shared++;
  return 2 * shared + (first.length === second.length ? 1 : 0);
}
