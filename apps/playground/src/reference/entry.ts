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
  readonly settings: readonly Setting[];
  readonly throws: string;
  readonly source: string;
  readonly example: string;
  readonly importLine: string;
  /** Minified and compressed, with all that it needs. */
  readonly bytes: number;
}

export type Category = "activations" | "losses" | "schedulers" | "optimizers";

export interface Setting {
  readonly name: string;
  readonly kind: "number" | "boolean" | "choice" | "other";
  readonly description: string;
  /** Missing where it must be given. */
  readonly initial?: number | boolean | string;
  /** Bounds that the description names. */
  readonly low?: number;
  readonly high?: number;
  readonly isWhole?: boolean;
  readonly choices?: readonly string[];
}
