import type { FunctionBody } from "../emitter/function-body.ts";
import type { Value } from "../emitter/value.ts";

/** A constant or a local: it may be used any number of times. */
export type Part = Value<"i32">;

/** Writes the code for the parts from `first` to before `end`; `thread` tells whose working memory to use. */
export type EmitParts = (body: FunctionBody, first: Part, end: Part, thread: Part) => void;

/** A step whose parts do not depend on each other, so that threads can share it. Each part gives the same bits in any split. */
export interface SplitStep {
  readonly parts: number;
  readonly emit: EmitParts;
  /** Nothing but a call, which needs no function of its own. */
  readonly isCall?: boolean;
}
