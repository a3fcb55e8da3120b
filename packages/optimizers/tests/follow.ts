import { expect } from "vitest";
import { applyUpdates, type GradientTransform } from "../src/index.ts";
import { randomNumbers } from "./random-numbers.ts";

/** One step of an algorithm in plain numbers, in place, as a paper writes it; steps count from 1. */
export type ReferenceStep = (params: number[], gradients: readonly number[], t: number) => void;

export interface FollowOptions {
  readonly steps?: number;
  readonly tolerance?: number;
  /** The gradient of each step; default: numbers that look random and pull towards 0. */
  readonly gradientAt?: (params: readonly number[], t: number, random: () => number) => number[];
  readonly start?: readonly number[];
}

/** Runs an optimizer on a Float64Array beside a reference of its algorithm, and compares the parameters step by step. */
export function expectToFollow(
  optimizer: GradientTransform<unknown>,
  step: ReferenceStep,
  {
    steps = 40,
    tolerance = 1e-13,
    gradientAt = (params, _, random) => params.map((p) => p + random()),
    start = [0.7, -1.3, 0.2, 2.1, -0.4],
  }: FollowOptions = {},
): void {
  const random = randomNumbers(23);
  const expected = [...start];
  let params: Float64Array = Float64Array.from(start);
  let state = optimizer.init(params);
  for (let t = 1; t <= steps; t++) {
    const gradients = gradientAt(expected, t, random);
    const [updates, next] = optimizer.update<Float64Array>(Float64Array.from(gradients), state, params);
    params = applyUpdates(params, updates);
    state = next;
    step(expected, gradients, t);
    expected.forEach((p, i) => expect(Math.abs(params[i]! - p)).toBeLessThanOrEqual(tolerance * (1 + Math.abs(p))));
  }
  // it went somewhere
  expect(Math.abs(expected[0]! - start[0]!)).toBeGreaterThan(1e-6);
}

/** A zero for each parameter. */
export const zeros = (count = 5): number[] => Array.from({ length: count }, () => 0);

export const normOf = (numbers: readonly number[]): number => Math.sqrt(numbers.reduce((s, x) => s + x * x, 0));
