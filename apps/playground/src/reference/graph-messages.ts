import type { Category } from "./entry.ts";

export type GraphSettings = Readonly<Record<string, number | boolean | string>>;

export interface GraphRequest {
  readonly id: number;
  readonly category: Category;
  readonly name: string;
  readonly settings: GraphSettings;
  /** What a loss is compared with. */
  readonly target: number;
}

/** A curve, with its derivative where it has one; none where nothing can be drawn; or why the settings are refused. */
export type GraphReply = { readonly id: number } & (
  | {
      readonly kind: "curve";
      readonly x: Float64Array;
      readonly values: Float64Array;
      readonly derivatives?: Float64Array;
    }
  | { readonly kind: "none" }
  | { readonly kind: "refused"; readonly message: string }
);
