import type { FunctionBody } from "./function-body.ts";
import * as i32 from "./i32.ts";
import type { Local, Value } from "./value.ts";

/** A loop: how often it turns (known beforehand, or in a local), and how many bytes each pointer moves at a turn. */
export interface Loop {
  readonly length: number | Local<"i32">;
  readonly steps: readonly number[];
}

/** Nested loops, outermost first, that carry pointers from `starts` on; `visit` writes what is done at each place. */
export function eachPlace(
  body: FunctionBody,
  loops: readonly Loop[],
  starts: readonly Value<"i32">[],
  visit: (places: readonly Local<"i32">[]) => void,
): void {
  const places = starts.map((start) => body.let(start));
  const [loop, ...inner] = loops;
  if (!loop) return visit(places);
  const { length, steps } = loop;
  body.for(i32.const(0), typeof length === "number" ? i32.const(length) : length, 1, () => {
    eachPlace(body, inner, places, visit);
    for (const [i, place] of places.entries())
      if (steps[i] !== 0) body.set(place, i32.add(place, i32.const(steps[i]!)));
  });
}

/** The part of a loop from turn `first` to before `end`, and where pointers are at its beginning. */
export function partOf(
  body: FunctionBody,
  { steps }: Loop,
  [first, end]: readonly [Value<"i32">, Value<"i32">],
  starts: readonly Value<"i32">[],
): [part: Loop, starts: Value<"i32">[]] {
  const moved = starts.map((start, i) => i32.add(start, i32.multiply(first, i32.const(steps[i]!))));
  return [{ length: body.let(i32.subtract(end, first)), steps }, moved];
}

/** The same for a part of the outermost loop, from turn `first` to before `end`. */
export function eachPlaceBetween(
  body: FunctionBody,
  [outer, ...inner]: readonly Loop[],
  range: readonly [Value<"i32">, Value<"i32">],
  starts: readonly Value<"i32">[],
  visit: (places: readonly Local<"i32">[]) => void,
): void {
  const [part, moved] = partOf(body, outer!, range, starts); // a part of something
  eachPlace(body, [part, ...inner], moved, visit);
}

const TOGETHER = 4;

/**
 * One loop, four turns of which are written out where no pointer moves backwards: `visit` gets pointers, and how many bytes
 * beyond them its turn is, which costs nothing as the offset of a load or a store.
 */
export function eachOfRow(
  body: FunctionBody,
  { length, steps }: { readonly length: number; readonly steps: readonly number[] },
  starts: readonly Value<"i32">[],
  visit: (places: readonly Local<"i32">[], beyond: readonly number[]) => void,
): void {
  const places = starts.map((start) => body.let(start));
  const turns = (count: number, times: number): void => {
    if (times === 0) return;
    body.for(i32.const(0), i32.const(times), 1, () => writeTurns(count));
  };
  const writeTurns = (count: number): void => {
    for (let turn = 0; turn < count; turn++)
      visit(
        places,
        steps.map((step) => turn * step),
      );
    for (const [i, place] of places.entries()) body.set(place, i32.add(place, i32.const(count * steps[i]!)));
  };
  const together = steps.every((step) => step >= 0) ? TOGETHER : 1;
  turns(together, Math.floor(length / together));
  turns(1, length % together);
}
