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
  const alike = new Map<string, Place[]>();
  const namesakes = new Map<string, Place[]>();
  for (const { value, path } of inputs) {
    if (!donated.has(value)) continue;
    const place = { value, names: namesFromEnd(path) };
    const form = formOf(values[value]!);
    addTo(alike, form, place);
    addTo(namesakes, [form, ...place.names].join("/"), place);
  }
  const pairs = new Map<number, Value>();
  const taken = new Set<Value>();
  const wanted = outputs.map(({ value, path }, output) => {
    return { output, value, form: formOf(values[value]!), names: namesFromEnd(path) };
  });
  // none is more like than one of the same names: most are found without a look at all others
  pair(({ form, names }) => namesakes.get([form, ...names].join("/")));
  pair(({ form }) => alike.get(form));
  return pairs;

  function pair(placesFor: (output: (typeof wanted)[number]) => readonly Place[] | undefined): void {
    const candidates = wanted
      .filter(({ output }) => !pairs.has(output))
      .flatMap((each) =>
        (placesFor(each) ?? [])
          .filter((place) => place.value === each.value || isMade(each.value))
          .map((place) => ({ ...each, input: place.value, likeness: likeness(place.names, each.names) })),
      );
    for (const { output, value, input } of candidates.sort((a, b) => b.likeness - a.likeness)) {
      // a value has one place, and a place one value
      if (pairs.has(output) || taken.has(input) || (value !== input && taken.has(value))) continue;
      pairs.set(output, input);
      taken.add(input).add(value);
    }
  }
}

/** A donated input. */
interface Place {
  readonly value: Value;
  readonly names: readonly string[];
}

function addTo(lists: Map<string, Place[]>, key: string, place: Place): void {
  const list = lists.get(key);
  if (list) list.push(place);
  else lists.set(key, [place]);
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
