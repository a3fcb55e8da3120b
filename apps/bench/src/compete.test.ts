import { expect, test } from "vitest";
import { compete } from "./compete.ts";
import { LackingError } from "./implementation.ts";
import type { Effort } from "./measure.ts";
import { fakeContestant } from "./testing/fake-contestant.ts";

const effort: Effort = { steps: 1, warmUp: 0, sample: 1, fewest: 1, most: 2, budget: 1e9 };

test("only those that compute the same as the first are measured", async () => {
  const contestants = [
    fakeContestant("right", { values: [2, 1], milliseconds: 3 }),
    fakeContestant("rounded", { values: [2.0001, 1], milliseconds: 4 }),
    fakeContestant("wrong", { values: [2.001, 1] }),
    fakeContestant("nan", { values: [2, Number.NaN] }),
    fakeContestant("lacking", { fault: new LackingError("it has no kernel Sine") }),
    fakeContestant("broken", { fault: new Error("its process ended with exit code 9") }),
    fakeContestant("dying", { values: [2, 1], breaksAfter: 1 }),
  ];
  const outcomes = await compete(contestants, effort);
  expect(outcomes.map(({ implementation }) => implementation)).toEqual(contestants.map(({ name }) => name));
  expect(outcomes).toMatchObject([
    { kind: "measured", samples: [3, 3] },
    { kind: "measured", samples: [4, 4] },
    {
      kind: "failed",
      reason:
        "it does not compute what right does, but 5.0e-4 of it away (2.001000, 1.000000 in place of 2.000000, 1.000000)",
    },
    { kind: "failed", reason: expect.stringContaining("Infinity of it away") },
    { kind: "lacking", reason: "it has no kernel Sine" },
    { kind: "failed", reason: "its process ended with exit code 9" },
    { kind: "failed", reason: "out of memory" },
  ]);
});

test("where the first one breaks, the next one says what is right", async () => {
  const outcomes = await compete(
    [
      fakeContestant("broken", { fault: new Error("no") }),
      fakeContestant("a", { values: [1] }),
      fakeContestant("b", { values: [2] }),
    ],
    effort,
  );
  expect(outcomes.map(({ kind }) => kind)).toEqual(["failed", "measured", "failed"]);
});
