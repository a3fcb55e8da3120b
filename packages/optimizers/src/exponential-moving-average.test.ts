import { expect, test } from "vitest";
import { exponentialMovingAverage } from "./index.ts";

const run = (options: Parameters<typeof exponentialMovingAverage>[0], values: readonly number[]): number[] => {
  const transform = exponentialMovingAverage(options);
  let state = transform.init(0);
  return values.map((u) => {
    const [update, next] = transform.update(u, state, 0);
    state = next;
    return update;
  });
};

test("m <- decay m + (1 - decay) u, divided by 1 - decay^t", () => {
  // raw: 4, then 2 + 1 = 3, then 1.5 + 3 = 4.5
  expect(run({ decay: 0.5, debias: false }, [8, 2, 6])).toEqual([4, 3, 4.5]);
  const debiased = run({ decay: 0.5 }, [8, 2, 6]);
  [8, 4, 4.5 / 0.875].forEach((u, i) => expect(debiased[i]).toBeCloseTo(u, 14));
});

test("a constant stays what it is", () => {
  for (const u of run({ decay: 0.99 }, [3, 3, 3, 3])) expect(u).toBeCloseTo(3, 13);
});

test.each([1, -0.1, Number.NaN])("rejects a decay of %s", (decay) => {
  expect(() => exponentialMovingAverage({ decay })).toThrow(RangeError);
});
