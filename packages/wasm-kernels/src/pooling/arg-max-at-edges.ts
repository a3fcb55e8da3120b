import { contiguousStrides } from "@adjoint/tensor";
import * as f32 from "../emitter/f32.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import type { WindowArgMax } from "./window-arg-max.ts";

/** The elements of a window that there are, along one axis. */
interface Part {
  readonly first: Local<"i32">;
  readonly end: Local<"i32">;
}

/** One window after the other, of which some reach beyond the ends. */
export function argMaxAtEdges(
  body: FunctionBody,
  { axes, spatial, strides }: WindowArgMax,
  x: Local<"i32">,
  out: Local<"i32">,
): void {
  const places = contiguousStrides(spatial);
  const to = body.let(out);
  const eachWindow = (axis: number, parts: readonly Part[]): void => {
    if (axis === axes.length) {
      const best = body.let(i32.const(-1));
      const largest = body.let(f32.const(0));
      eachElement(0, parts, x, i32.const(0), best, largest);
      body.do(i32.store(to, best));
      body.set(to, i32.add(to, i32.const(4)));
      return;
    }
    const { size, window, stride, before } = axes[axis]!;
    body.for(i32.const(0), i32.const(size), 1, (s) => {
      const start = body.let(i32.subtract(i32.multiply(s, i32.const(stride)), i32.const(before)));
      const stop = body.let(i32.add(start, i32.const(window)));
      const [zero, count] = [i32.const(0), i32.const(spatial[axis]!)];
      const first = body.let(i32.select(i32.less(start, zero), zero, start));
      const end = body.let(i32.select(i32.less(stop, count), stop, count));
      eachWindow(axis + 1, [...parts, { first, end }]);
    });
  };
  const eachElement = (
    axis: number,
    parts: readonly Part[],
    address: Value<"i32">,
    place: Value<"i32">,
    best: Local<"i32">,
    largest: Local<"f32">,
  ): void => {
    const part = parts[axis];
    if (part) {
      body.for(part.first, part.end, 1, (i) => {
        const next = body.let(i32.add(address, i32.multiply(i, i32.const(strides[axis]!))));
        const at = body.let(i32.add(place, i32.multiply(i, i32.const(places[axis]!))));
        eachElement(axis + 1, parts, next, at, best, largest);
      });
      return;
    }
    const candidate = body.let(f32.load(address));
    // not "greater": a NaN is taken as well, and nothing after it
    const isBetter = i32.and(i32.isZero(f32.lessEqual(candidate, largest)), f32.equal(largest, largest));
    body.if(i32.or(i32.less(best, i32.const(0)), isBetter), () => {
      body.set(best, place);
      body.set(largest, candidate);
    });
  };
  eachWindow(0, []);
}
