import type { Shape } from "@adjoint/tensor";
import { eachOfRow, eachPlaceBetween, type Loop } from "../emitter/each-place.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import * as f32 from "../emitter/f32.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import { fill } from "../movement/fill.ts";
import { type Indices, placeOf } from "./place-of.ts";

/** Rows of float32 values, each with indices of its own, as in `TakeInRows`. */
export interface ScatterAddInRows {
  /** Their size is that of a row of the result. */
  readonly indices: Indices;
  /** Over rows, outermost first: steps of the indices, of the values and of the result. */
  readonly rows: readonly Loop[];
  /** Values of a row. */
  readonly count: number;
  /** Of the indices and of the values. */
  readonly steps: Shape;
  /** Is no index twice in a row? Then there is nothing to add up. */
  readonly areDistinct: boolean;
}

/** Bytes of working memory: a sum in double precision for each place of a row. */
export const scatterWorkspace = ({ areDistinct, indices }: ScatterAddInRows): number =>
  areDistinct ? 0 : 8 * indices.size;

/**
 * out[..., i] = the sum of values[..., k] over all k with indices[..., k] = i, in double precision and in the order of k,
 * for a part of the outermost loop over rows. `out` has contiguous rows.
 */
export function scatterAddInRows(
  body: FunctionBody,
  scatter: ScatterAddInRows,
  range: readonly [Value<"i32">, Value<"i32">],
  pointers: readonly [indices: Value<"i32">, values: Value<"i32">, out: Value<"i32">],
  workspace: Value<"i32">,
): void {
  const { size } = scatter.indices;
  const sums = body.let(workspace);
  const isSummed = scatterWorkspace(scatter) > 0;
  const zeros = body.let(f32x4.const(0));
  if (isSummed) fill(body, zeros, sums, 8 * size);
  eachPlaceBetween(body, scatter.rows, range, pointers, ([index, value, out]) => {
    fill(body, zeros, out!, 4 * size);
    const placeIn = (start: Value<"i32">, place: Local<"i32">, shift: number): Value<"i32"> =>
      i32.add(start, i32.shiftLeft(place, i32.const(shift)));
    if (!isSummed) {
      eachValue(body, scatter, index!, value!, (place, number) =>
        body.do(f32.store(placeIn(out!, place, 2), f32.add(f32.const(0), number))),
      );
      return;
    }
    eachValue(body, scatter, index!, value!, (place, number) => {
      const sum = body.let(placeIn(sums, place, 3));
      body.do(f64.store(sum, f64.add(f64.load(sum), f64.fromF32(number))));
    });
    eachValue(body, scatter, index!, value!, (place) =>
      body.do(f32.store(placeIn(out!, place, 2), f32.fromF64(f64.load(placeIn(sums, place, 3))))),
    );
    eachValue(body, scatter, index!, value!, (place) => body.do(f64.store(placeIn(sums, place, 3), f64.const(0))));
  });
}

function eachValue(
  body: FunctionBody,
  { indices, count, steps }: ScatterAddInRows,
  index: Local<"i32">,
  value: Local<"i32">,
  visit: (place: Local<"i32">, value: Value<"f32">) => void,
): void {
  eachOfRow(body, { length: count, steps }, [index, value], ([at, from], [beyondAt, beyondFrom]) =>
    visit(placeOf(body, indices, at!, beyondAt), f32.load(from!, beyondFrom)),
  );
}
