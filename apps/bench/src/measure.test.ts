import { expect, test } from "vitest";
import { type Effort, measure } from "./measure.ts";
import { fakeContestant } from "./testing/fake-contestant.ts";

const effort: Effort = { steps: 1, warmUp: 0, sample: 10, fewest: 2, most: 4, budget: 1e9 };

test("samples are taken in turns", async () => {
  const log: string[] = [];
  const contestants = ["a", "b", "c"].map((name) => fakeContestant(name, {}, log));
  await measure(
    contestants.map((contestant) => ({ contestant, milliseconds: 10 })),
    { ...effort, most: 3 },
  );
  expect(log.join(" ")).toBe("a1 b1 c1 a1 b1 c1 a1 b1 c1");
});

test("a sample is as many runs as fill its time, as the warm-up finds them", async () => {
  const log: string[] = [];
  // 100 ms when cold, then 1 ms: 10 runs a sample
  const contestant = fakeContestant("a", { milliseconds: [5, 1, 1, 1, 1, 1, 1, 1] }, log);
  await measure([{ contestant, milliseconds: 100 }], { ...effort, warmUp: 115, most: 2 });
  // one run of 5 ms, two of 1 ms and ten of 1 ms fill the warm-up after the 100 ms of the check
  expect(log.join(" ")).toBe("a1 a2 a10 a10 a10");
});

test("what has spent its part of the budget drops out after the fewest samples", async () => {
  const slow = fakeContestant("slow", { milliseconds: 100 });
  const fast = fakeContestant("fast", { milliseconds: 1 });
  const results = await measure(
    [
      { contestant: slow, milliseconds: 100 },
      { contestant: fast, milliseconds: 1 },
    ],
    { ...effort, fewest: 2, most: 9, budget: 500 },
  );
  expect(results).toEqual([
    [100, 100, 100], // 250 ms are spent within the third
    [1, 1, 1, 1, 1, 1, 1, 1, 1],
  ]);
  const [samples] = await measure([{ contestant: slow, milliseconds: 100 }], { ...effort, budget: 1 });
  expect(samples).toEqual([100, 100]);
});

test("one that breaks does not disturb the others", async () => {
  const results = await measure(
    [
      { contestant: fakeContestant("a", { breaksAfter: 1 }), milliseconds: 10 },
      { contestant: fakeContestant("b"), milliseconds: 10 },
    ],
    effort,
  );
  expect(results).toEqual([new Error("out of memory"), [1, 1, 1, 1]]);
});

test("a clock that stands still ends a warm-up all the same", async () => {
  const contestant = fakeContestant("a", { milliseconds: 0 });
  const [samples] = await measure([{ contestant, milliseconds: 0 }], { ...effort, warmUp: 0.1, most: 2 });
  expect(samples).toEqual([0, 0]);
});
