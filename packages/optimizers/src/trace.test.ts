import { expect, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import { trace } from "./index.ts";

test.each([
  // v: 1, 0.5 + 2, 1.25 + 4
  [false, [1, 2.5, 5.25]],
  // u + v / 2
  [true, [1.5, 3.25, 6.625]],
])("nesterov %s: velocity <- decay velocity + u", (nesterov, expected) => {
  const transform = trace({ decay: 0.5, nesterov });
  let state = transform.init(0);
  const updates = [1, 2, 4].map((u: number) => {
    const [update, next] = transform.update(u, state, 0);
    state = next;
    return update;
  });
  expect(updates).toEqual(expected);
  expect(valuesOf(state)).toEqual({ velocity: 5.25 });
});

test.each([-0.1, 1, Number.NaN])("rejects a decay of %s", (decay) => {
  expect(() => trace({ decay })).toThrow(RangeError);
});
