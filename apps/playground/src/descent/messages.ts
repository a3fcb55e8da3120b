import type { FormulaProblem } from "../formula/formula-error.ts";
import type { RunSettings } from "./descent-settings.ts";

/** What the page asks of its worker; a later request of a kind replaces the earlier one. */
export type DescentRequest =
  | {
      readonly kind: "landscape";
      readonly id: number;
      readonly formula: string;
      readonly x: readonly [number, number];
      readonly y: readonly [number, number];
    }
  | {
      readonly kind: "descend";
      readonly id: number;
      readonly formula: string;
      readonly start: readonly [number, number];
      readonly runs: readonly RunSettings[];
      readonly noise: number;
      readonly seed: number;
      readonly steps: number;
    };

export interface Landscape {
  /** Points along each axis. */
  readonly size: number;
  /** Values row by row from the lowest y, and the height that each is drawn at, from 0 to 1. */
  readonly values: Float64Array;
  readonly heights: Float32Array;
  /** What turns a value into its height. */
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: number;
  /** For each height its rings, one after another, in units of the grid. */
  readonly contours: readonly Contour[];
}

export interface Contour {
  readonly height: number;
  readonly points: Float32Array;
  readonly ringLengths: Uint32Array;
}

export type DescentReply =
  | { readonly kind: "landscape"; readonly id: number; readonly landscape: Landscape }
  | { readonly kind: "problem"; readonly id: number; readonly problem: FormulaProblem }
  | { readonly kind: "rates"; readonly id: number; readonly rates: readonly (Float64Array | undefined)[] }
  | {
      readonly kind: "steps";
      readonly id: number;
      readonly from: number;
      readonly count: number;
      /** [run, step, x or y], and [run, step]. */
      readonly points: Float64Array;
      readonly losses: Float64Array;
    }
  | {
      readonly kind: "failed";
      readonly id: number;
      readonly run: number;
      readonly step: number;
      readonly message: string;
    };
