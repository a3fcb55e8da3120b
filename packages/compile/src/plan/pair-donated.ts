import { sameShape } from "@adjoint/tensor";
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
  const candidates = outputs.flatMap(({ value, path }, output) =>
    inputs
      .filter(
        (port) =>
          donated.has(port.value) &&
          (port.value === value || isMade(value)) &&
          values[port.value]!.dtype === values[value]!.dtype &&
          sameShape(values[port.value]!.shape, values[value]!.shape),
      )
      .map((port) => ({ output, value, input: port.value, likeness: likeness(port.path, path) })),
  );
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

/** How many names the ends of two paths share, below the argument and the result that they are in. */
function likeness(a: string, b: string): number {
  const [first, second] = [a, b].map((path) => path.split("/").slice(1).reverse()) as [string[], string[]]; // two in, two out
  let shared = 0;
  while (shared < first.length && first[shared] === second[shared]) shared++;
  return 2 * shared + (first.length === second.length ? 1 : 0);
}
