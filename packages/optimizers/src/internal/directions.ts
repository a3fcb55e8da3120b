import type { Point, Trial } from "./line-search.ts";

/** Where a descent method goes next, from the steps that it took. */
export interface Directions {
  propose(here: Point): Proposal;
  /** A step was taken along `direction`. */
  learn(from: Point, to: Trial, direction: Float64Array): void;
  /** Forgets all steps, so that the next direction is the steepest one. False when there was nothing to forget. */
  forget(): boolean;
}

export interface Proposal {
  readonly direction: Float64Array;
  /** How far to try first. */
  readonly firstStep: number;
}

/** The step to try first along the steepest direction when nothing is known: no farther than 1. */
export const firstStepFor = (gradientNorm: number): number => Math.min(1, 1 / gradientNorm);
