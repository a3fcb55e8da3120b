import { describe, expect, test } from "vitest";
import { decayStepsFor } from "./decay-steps-for.ts";

/** Steps of a loader that goes through the examples batch by batch, the last one as large as what remains. */
const countSteps = (examples: number, batchSize: number, epochs: number): number => {
  let steps = 0;
  for (let epoch = 0; epoch < epochs; epoch++) for (let seen = 0; seen < examples; seen += batchSize) steps++;
  return steps;
};

describe("decayStepsFor", () => {
  test.each([
    [100, 10, 3],
    [101, 10, 3],
    [99, 10, 3],
    [1, 1, 100],
    [5, 8, 7],
    [1000, 1000, 2],
    [1797, 64, 100],
  ])("%i examples in batches of %i for %i epochs is what a loader takes", (examples, batchSize, epochs) => {
    expect(decayStepsFor({ examples, batchSize, epochs })).toBe(countSteps(examples, batchSize, epochs));
  });

  test("is a hundred epochs unless told otherwise", () => {
    expect(decayStepsFor({ examples: 60_000, batchSize: 128 })).toBe(46_900);
    expect(decayStepsFor({ examples: 60_000, batchSize: 60_000 })).toBe(100);
  });

  test.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])("rejects %s", (wrong) => {
    const right = { examples: 10, batchSize: 2, epochs: 3 };
    for (const name of ["examples", "batchSize", "epochs"])
      expect(() => decayStepsFor({ ...right, [name]: wrong })).toThrow(
        new RangeError(`decayStepsFor: ${name} must be a whole number >= 1, got ${wrong}; pass such a number`),
      );
  });

  test("rejects what is no number", () => {
    expect(() => Reflect.apply(decayStepsFor, undefined, [{ examples: "10", batchSize: 2 }])).toThrow(TypeError);
    expect(() => Reflect.apply(decayStepsFor, undefined, [{ examples: 10 }])).toThrow(TypeError);
  });
});
