import type { Plan, Slot } from "./backend.ts";

/** Where an array of a plan is: the caller's, made anew at each run, the same at each run, or scratch. */
export type Place =
  | { readonly kind: "input" | "output"; readonly index: number }
  | { readonly kind: "constant"; readonly slot: Slot }
  | { readonly kind: "scratch"; readonly index: number };

export interface PlacedArrays {
  readonly placeOf: (slot: Slot) => Place;
  /** Lengths of the scratch arrays. */
  readonly scratch: readonly number[];
}

/** Places all arrays of a plan; those that are never alive at the same time share scratch of their length. */
export function placeArrays({ lengths, inputs, constants, launches, outputs }: Plan): PlacedArrays {
  const places = new Map<Slot, Place>();
  inputs.forEach((slot, index) => places.set(slot, { kind: "input", index }));
  for (const slot of constants.keys()) places.set(slot, { kind: "constant", slot });
  outputs.forEach((slot, index) => places.set(slot, { kind: "output", index }));
  const lastUse = new Map<Slot, number>();
  launches.forEach(({ inputs: read, output }, step) => {
    for (const slot of [...read, output]) lastUse.set(slot, step);
  });
  const scratch: number[] = [];
  const freeFrom: number[] = []; // the step from which on a scratch array may be written again
  launches.forEach(({ output }, step) => {
    if (places.has(output)) return;
    const length = lengths[output]!;
    let index = scratch.findIndex((size, i) => size === length && freeFrom[i]! <= step);
    if (index < 0) index = scratch.push(length) - 1;
    freeFrom[index] = lastUse.get(output)! + 1;
    places.set(output, { kind: "scratch", index });
  });
  return {
    scratch,
    placeOf: (slot) => places.get(slot)!, // every array has a place
  };
}
