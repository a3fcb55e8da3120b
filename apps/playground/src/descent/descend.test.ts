import { describe, expect, test } from "vitest";
import { parseFormula } from "../formula/parse-formula.ts";
import { type Course, descend, type Standing } from "./descend.ts";
import type { RunSettings } from "./descent-settings.ts";
import { firstRate, optimizerChoices } from "./optimizer-choices.ts";
import { scheduleNames } from "./schedule-names.ts";
import { surfaces } from "./surfaces.ts";

const bowl: Course = { expression: parseFormula("x^2 + 3 y^2"), start: [2, -1], noise: 0, seed: 1, steps: 20 };

const gradientDescent = (learningRate: number): RunSettings => ({
  optimizer: "gradientDescent",
  options: { learningRate },
  schedule: "constant",
});

function place(standing: Standing | undefined): { readonly x: number; readonly y: number; readonly loss: number } {
  if (!standing || "failure" in standing) throw new Error(JSON.stringify(standing));
  return standing;
}

test("gradient descent on a bowl is a geometric sequence", () => {
  const points = [...descend(bowl, gradientDescent(0.05))].map(place);
  expect(points).toHaveLength(21);
  points.forEach(({ x, y, loss }, k) => {
    // p <- p - e grad: x (1 - 2 e)^k, y (1 - 6 e)^k
    expect(x).toBeCloseTo(2 * 0.9 ** k, 12);
    expect(y).toBeCloseTo(-(0.7 ** k), 12);
    expect(loss).toBeCloseTo(x ** 2 + 3 * y ** 2, 12);
  });
});

describe("every optimizer of the page gets down the ravine with the rate that it begins with", () => {
  const { formula, start } = surfaces.ravine;
  const course: Course = { expression: parseFormula(formula), start, noise: 0, seed: 1, steps: 300 };
  test.each(Object.keys(optimizerChoices))("%s", (optimizer) => {
    const options =
      optimizerChoices[optimizer]!.kind === "none" ? {} : { learningRate: firstRate(optimizer, surfaces.ravine) };
    const points = [...descend(course, { optimizer, options, schedule: "constant" })].map(place);
    expect(points).toHaveLength(301);
    expect(points.at(-1)!.loss).toBeLessThan(0.5 * points[0]!.loss);
  });
});

test.each(scheduleNames)("the schedule %s goes all the way", (schedule) => {
  expect([...descend(bowl, { ...gradientDescent(0.05), schedule })].map(place)).toHaveLength(21);
});

test("noise is the same for the same seed, and for all who walk together", () => {
  const noisy = { ...bowl, noise: 0.3 };
  const walk = (course: Course) => [...descend(course, gradientDescent(0.05))].map(place);
  expect(walk(noisy)).toEqual(walk(noisy));
  expect(walk({ ...noisy, seed: 2 })[5]).not.toEqual(walk(noisy)[5]);
  // the first step differs from the exact one by the rate times the noise, so two rates tell the same noise
  const noiseAt = (rate: number): number => {
    const [, next] = [...descend({ ...noisy, steps: 1 }, gradientDescent(rate))].map(place);
    return (2 - next!.x) / rate - 4;
  };
  expect(noiseAt(0.05)).toBeCloseTo(noiseAt(0.01), 10);
});

test("settings that an optimizer refuses end its run with its sentence", () => {
  const run: RunSettings = { optimizer: "adam", options: { learningRate: 0.1, beta1: 2 }, schedule: "constant" };
  expect([...descend(bowl, run)]).toEqual([{ failure: expect.stringMatching(/beta1 must be .* got 2/) as string }]);
});
