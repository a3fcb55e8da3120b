import type { FunctionBody } from "../emitter/function-body.ts";
import type { Value } from "../emitter/value.ts";

/** Writes the code of a step that one thread does. */
export type Emit = (body: FunctionBody) => void;

/** A constant or a local: it may be used any number of times. */
export type Part = Value<"i32">;

/** A step whose parts do not depend on each other, so that threads can share it. Each part gives the same bits in any split. */
export interface SplitStep {
  readonly parts: number;
  /** Writes the code for the parts from `first` to before `end`; `thread` tells whose working memory to use. */
  emit(body: FunctionBody, first: Part, end: Part, thread: Part): void;
  /** Nothing but a call, which needs no function of its own. */
  readonly isCall?: boolean;
}

/** What becomes of a step. */
export type Lowered = Emit | SplitStep;
