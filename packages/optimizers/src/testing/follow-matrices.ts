import { type Tensor, tensor } from "@adjoint/tensor";
import { expect } from "vitest";
import { randomNumbers } from "../../tests/random-numbers.ts";
import { applyUpdates, type GradientTransform } from "../index.ts";
import type { Matrix } from "./plain-matrices.ts";

/** One step of an algorithm on a matrix of plain numbers: the new parameters; steps count from 1. */
export type MatrixStep = (params: Matrix, gradient: Matrix, t: number) => Matrix;

/** Runs an optimizer on a matrix beside a reference of its algorithm, and compares the parameters step by step. */
export function expectToFollowMatrices(
  optimizer: GradientTransform<unknown>,
  reference: MatrixStep,
  {
    shape = [3, 4],
    steps = 30,
    tolerance = 1e-11,
  }: { shape?: readonly [number, number]; steps?: number; tolerance?: number } = {},
): void {
  const random = randomNumbers(29);
  const [rows, columns] = shape;
  const draw = (): Matrix => Array.from({ length: rows }, () => Array.from({ length: columns }, random));
  const toTensor = (matrix: Matrix): Tensor => tensor(matrix, { dtype: "float64" });
  const start = draw();
  let expected = start;
  let params = toTensor(start);
  let state = optimizer.init(params);
  for (let t = 1; t <= steps; t++) {
    // pulls towards 0, and is noisy
    const noise = draw();
    const gradient = expected.map((row, i) => row.map((p, j) => p + noise[i]![j]!));
    const [updates, next] = optimizer.update(toTensor(gradient), state, params);
    params = applyUpdates(params, updates);
    state = next;
    expected = reference(expected, gradient, t);
    const seen = params.toArray() as Matrix;
    for (const [i, row] of expected.entries())
      for (const [j, p] of row.entries())
        expect(Math.abs(seen[i]![j]! - p), `step ${t}`).toBeLessThanOrEqual(tolerance * (1 + Math.abs(p)));
  }
  // it went somewhere
  expect(Math.abs(expected[0]![0]! - start[0]![0]!)).toBeGreaterThan(1e-3);
}
