import type { FunctionBody } from "../emitter/function-body.ts";
import type { Local } from "../emitter/value.ts";

/** Writes the code of a step that one thread does. */
export type Emit = (body: FunctionBody) => void;

/** A step whose parts do not depend on each other, so that threads can share it. Each part gives the same bits in any split. */
export interface SplitStep {
  readonly parts: number;
  /** Writes the code for the parts from `first` to before `end`; `thread` tells whose working memory to use. */
  emit(body: FunctionBody, first: Local<"i32">, end: Local<"i32">, thread: Local<"i32">): void;
}

/** What becomes of a step. */
export type Lowered = Emit | SplitStep;
