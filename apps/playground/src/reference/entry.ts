import type { Setting } from "../../../../tooling/docstrings/read-settings.ts";

/** What is known of a function of the packages, read from its source: nothing here is written twice. */
export interface ReferenceEntry {
  readonly name: string;
  readonly category: Category;
  /** The heading of its table in the README. */
  readonly group: string;
  /** Its rule as HTML with MathML. */
  readonly formula: string;
  /** The same rule as plain text, for search. */
  readonly rule: string;
  /** The first paragraph of the docstring, and the rest of it. */
  readonly summary: string;
  readonly details: readonly string[];
  readonly advice: Advice;
  readonly settings: readonly Setting[];
  readonly throws: string;
  readonly source: string;
  readonly example: string;
  readonly importLine: string;
  /** Minified and compressed, with all that it needs. */
  readonly bytes: number;
}

export type Category = "activations" | "losses" | "schedulers" | "optimizers";

/** What a function is good and bad at, and when to use it. */
export type Advice = readonly [good: string, bad: string, use: string];

export type { Setting };
