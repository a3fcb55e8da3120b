import type { Spec } from "@adjoint/tensor";
import type { Graph, Port, Value } from "../graph.ts";

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
  const places = inputs.filter(({ value }) => donated.has(value)).map((port) => named(values, port));
  const wanted = outputs.map((port) => named(values, port));
  const pairs = new Map<number, Value>();
  const taken = new Set<Value>();
  for (let length = Math.max(0, ...wanted.map(({ names }) => names.length)); length > 0; length--) {
    const endOf = (names: readonly string[]): string => names.slice(0, length).join("/");
    const free = new Map<string, Value[]>();
    for (const { value, names } of places) {
      if (taken.has(value) || names.length < length) continue;
      const end = endOf(names);
      free.set(end, [...(free.get(end) ?? []), value]);
    }
    for (const [output, { value, names }] of wanted.entries()) {
      if (pairs.has(output) || names.length < length) continue;
      // a value has one place, and a place one value
      const input = free
        .get(endOf(names))
        ?.find((place) => !taken.has(place) && (place === value || (isMade(value) && !taken.has(value))));
      if (input === undefined) continue;
      pairs.set(output, input);
      taken.add(input).add(value);
    }
  }
  return pairs;
}

interface Named {
  readonly value: Value;
  /** Shape and type, the names below the argument or the result that it is in, the last first, and an end. */
  readonly names: readonly string[];
}

function named(values: readonly Spec[], { value, path }: Port): Named {
  const { shape, dtype } = values[value]!;
  return { value, names: [`${dtype} ${shape.join()}`, ...path.split("/").slice(1).reverse(), ""] };
}
