import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { type Rate, type RateState, scaleByLearningRate, sgd } from "./index.ts";

/** The updates of a gradient of 1 and the states after each. */
function run(rate: Rate, steps: number): { updates: number[]; states: RateState[] } {
  const transform = scaleByLearningRate(rate);
  const states = [transform.init(0)];
  const updates = Array.from({ length: steps }, () => {
    const [update, next] = transform.update<number>(1, states.at(-1)!, 0);
    states.push(next);
    return update;
  });
  return { updates, states };
}
const ratesOf = (states: readonly RateState[]): number[] => states.map(({ learningRate }) => learningRate.item());

describe("a number", () => {
  test("multiplies by minus itself, and is all there is in the state", () => {
    const { updates, states } = run(0.25, 3);
    expect(updates).toEqual([-0.25, -0.25, -0.25]);
    expect(ratesOf(states)).toEqual([0.25, 0.25, 0.25, 0.25]);
    for (const state of states) expect(Object.keys(state)).toEqual(["learningRate"]);
    expect(states[0]!.learningRate.dtype).toBe("float64");
  });

  test("0 leaves the parameters where they are", () => {
    expect(run(0, 2).updates.map(Math.abs)).toEqual([0, 0]);
  });

  test.each([Number.NaN, -1e-3, Infinity, -Infinity])("%s is no rate", (rate) => {
    expect(() => scaleByLearningRate(rate)).toThrow(
      new RangeError(`learningRate must be a finite number in [0,∞), got ${rate}; try 1e-3?`),
    );
    expect(() => sgd({ learningRate: rate })).toThrow(RangeError);
  });

  test("is rounded once, to the type of the leaf", () => {
    const transform = scaleByLearningRate(0.1);
    const gradient = tensor([3]);
    const [update] = transform.update(gradient, transform.init(gradient), gradient);
    expect(update.dtype).toBe("float32");
    expect(update.toArray()).toEqual([Math.fround(-Math.fround(0.1) * 3)]);
  });
});

describe("a schedule", () => {
  const rates = [0.5, 0.25, 0.125];

  test("gives the rate of each step, counted from 0, and the state reports it", () => {
    const asked: number[] = [];
    const { updates, states } = run((step) => {
      asked.push(step);
      return rates[step]!;
    }, 3);
    expect(updates).toEqual([-0.5, -0.25, -0.125]);
    expect(ratesOf(states)).toEqual([0.5, 0.5, 0.25, 0.125]);
    expect(states.map(({ step }) => step?.item())).toEqual([0, 1, 2, 3]);
    expect(asked).toEqual([0, 0, 1, 2]);
  });

  test("may give 0", () => {
    expect(run(() => 0, 1).updates.map(Math.abs)).toEqual([0]);
  });

  test.each([Number.NaN, -1, Infinity])("that gives %s is rejected at once, and at the step that does", (bad) => {
    expect(() => scaleByLearningRate(() => bad).init(0)).toThrow(
      `learningRate: the schedule's rate at step 0 must be a finite number in [0,∞), got ${bad}`,
    );
    const transform = scaleByLearningRate((step) => (step === 2 ? bad : 0.1));
    let state = transform.init(0);
    for (let step = 0; step < 2; step++) [, state] = transform.update<number>(1, state, 0);
    expect(() => transform.update<number>(1, state, 0)).toThrow(RangeError);
    expect(() => transform.update<number>(1, state, 0)).toThrow(
      "the schedule's rate at step 2 must be a finite number",
    );
  });

  test("is a function or a number, nothing else", () => {
    // @ts-expect-error a text is no rate
    expect(() => scaleByLearningRate("0.1")).toThrow(
      new TypeError("learningRate must be a number or a schedule, got string; try 1e-3?"),
    );
    // @ts-expect-error the rate is needed
    expect(() => sgd({})).toThrow(TypeError);
  });
});
